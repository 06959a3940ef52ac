/** Our own line icons, on a 16-unit square. Status is an icon's shape first (mockups, "Status"). */
export const icons = {
  office: "M3 2.5h10v11H3zM3 6.5h10M6.5 6.5v7",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.4 10.4l3.1 3.1",
  person: "M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.5c.5-2.5 2.5-3.5 5-3.5s4.5 1 5 3.5",
  inbox: "M2.5 9.5h3l1 2h3l1-2h3M2.5 9.5l2-6h7l2 6v4h-11z",
  pencil: "M3 13l.7-2.8L10.8 3l2.2 2.2-7.2 7.1z",
  receive: "M8 2.5v6.5M5.5 6.5L8 9l2.5-2.5M2.5 10v3.5h11V10",
  denied: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM4.2 4.2l7.6 7.6",
  book: "M2.5 3H7c.7 0 1 .5 1 1v9c0-.5-.5-1-1-1H2.5zM13.5 3H9c-.7 0-1 .5-1 1v9c0-.5.5-1 1-1h4.5z",
  people: "M6 8a2.2 2.2 0 1 0 0-4.4A2.2 2.2 0 0 0 6 8zM2 13c.3-2.2 2-3.2 4-3.2s3.7 1 4 3.2M10.5 7.8a1.9 1.9 0 1 0-.6-3.7M11.300 10c1.500.3 2.500 1.300 2.700 3",
  settings: "M3 4.5h6M12.5 4.5h.5M3 11.5h.5M7 11.5h6M10.5 2.8v3.4M5.5 9.8v3.4",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5.3a2.5 2.5 0 0 1 5 0v2.2",
  stop: "M5.7 2.5h4.6l3.2 3.2v4.6l-3.2 3.2H5.7l-3.2-3.2V5.7zM8 5v3.5M8 10.8v.1",
  warn: "M8 2.5l6 10.5H2zM8 6.5v3M8 11.2v.1",
  ok: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM5.5 8.2l1.8 1.8 3.2-3.6",
  wait: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5v3l2 1.5",
  document: "M4 2.5h5.5l2.5 2.5v8.5H4zM6 8h4M6 10.5h4",
  broken: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 2.5l-1.5 4 3 2-1.5 5",
  close: "M4 4l8 8M12 4l-8 8",
} as const;

export type IconName = keyof typeof icons;
