import { beforeEach, describe, expect, it } from "vitest";
import { navigation } from ".";

beforeEach(() => navigation.begin({ screen: "worklist" }));

describe("navigation", () => {
  it("walks the list that a record was opened from, and stops at its ends", () => {
    navigation.go({ screen: "claim", id: "clm-2" }, ["clm-1", "clm-2", "clm-3"]);
    expect(navigation.position).toBe(2);
    expect(navigation.step(1)).toBe(true);
    expect(navigation.place).toEqual({ screen: "claim", id: "clm-3" });
    expect(navigation.step(1)).toBe(false);
  });

  it("goes back to where it came from, with its list", () => {
    navigation.go({ screen: "claim", id: "clm-2" }, ["clm-1", "clm-2"]);
    navigation.go({ screen: "patient", id: "pat-1" });
    expect(navigation.back()).toBe(true);
    expect(navigation.place.id).toBe("clm-2");
    expect(navigation.trail).toEqual(["clm-1", "clm-2"]);
    navigation.back();
    expect(navigation.back()).toBe(false);
    expect(navigation.place.screen).toBe("worklist");
  });

  it("stays where something would be lost", () => {
    navigation.go({ screen: "charge", of: "pat-1" });
    navigation.beforeLeaving = () => false;
    navigation.go({ screen: "claims" });
    expect(navigation.place.screen).toBe("charge");
    navigation.beforeLeaving = undefined;
    navigation.go({ screen: "claims" });
    expect(navigation.place.screen).toBe("claims");
  });
});
