/**
 * Attachment that shows an image whose address serves once. An `img` in the markup asks for its address again each time that it
 * is moved into the page; one that is loaded first and put there then asks once.
 */
export function onceShown(address: string, alt: string, onfailed: () => void): (place: HTMLElement) => () => void {
  return (place) => {
    const image = new Image();
    image.alt = alt;
    image.onload = () => place.replaceChildren(image);
    image.onerror = onfailed;
    image.src = address;
    return () => {
      image.onload = image.onerror = null;
      image.remove();
    };
  };
}
