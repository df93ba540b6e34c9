/** From here on a turn of the wheel comes from a mouse with notches; below it from a touchpad that sends many small ones. */
const NOTCHED = 50;
const NOTCH = 120;
const TOUCH_PX_PER_STEP = 40;

/** Turns wheel movements into whole slices: a notch of a mouse is one, a touchpad goes by distance. */
export class WheelSteps {
  private rest = 0;

  /** @param delta CSS pixels, down positive. */
  add(delta: number): number {
    if (Math.abs(delta) >= NOTCHED) {
      this.rest = 0;
      return Math.sign(delta) * Math.max(1, Math.round(Math.abs(delta) / NOTCH));
    }
    if (Math.sign(delta) !== Math.sign(this.rest)) this.rest = 0;
    this.rest += delta;
    const steps = Math.trunc(this.rest / TOUCH_PX_PER_STEP);
    this.rest -= steps * TOUCH_PX_PER_STEP;
    return steps || 0;
  }
}
