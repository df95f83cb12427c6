/** One step of the story, as the closing table shows it. */
interface Step {
  readonly title: string;
  readonly startedAt: number;
  seconds: number;
  outcome: "running" | "done" | "failed";
}

/** Tells the story as it happens, and at the end where the time went. */
export class Steps {
  readonly #steps: Step[] = [];
  readonly #started = performance.now();
  readonly #print: (line: string) => void;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  /** Seconds since the story began. */
  elapsed(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** A line of detail below the running step. */
  note(text: string): void {
    this.#print(`${clock(this.elapsed())}     ${text}`);
  }

  /** Runs one step; what it throws ends the story. */
  async step<T>(title: string, run: () => Promise<T>): Promise<T> {
    const step: Step = { title, startedAt: this.elapsed(), seconds: 0, outcome: "running" };
    this.#steps.push(step);
    this.#print(`${clock(step.startedAt)} ▶ ${title}`);
    try {
      const result = await run();
      step.outcome = "done";
      return result;
    } catch (error) {
      step.outcome = "failed";
      throw error;
    } finally {
      step.seconds = this.elapsed() - step.startedAt;
      const mark = step.outcome === "done" ? "✔" : "✘";
      this.#print(`${clock(this.elapsed())} ${mark} ${title} (${step.seconds.toFixed(1)} s)`);
    }
  }

  /** The closing table: step, when it began, how long it took, how it ended. */
  table(): string {
    const width = Math.max(...this.#steps.map((step) => step.title.length), 4);
    const row = (title: string, at: string, took: string, end: string) =>
      `  ${title.padEnd(width)}  ${at.padStart(7)}  ${took.padStart(8)}  ${end}`;
    const rows = this.#steps.map((step) =>
      row(step.title, clock(step.startedAt).trim(), `${step.seconds.toFixed(1)} s`, step.outcome),
    );
    return [
      row("step", "at", "took", "outcome"),
      ...rows,
      row("total", "", `${this.elapsed().toFixed(1)} s`, ""),
    ].join("\n");
  }

  /** One line that counts, as `script/test` ends: each step of the story is a test. */
  verdict(): string {
    const failed = this.#steps.filter((step) => step.outcome === "failed").length;
    return `${this.#steps.length - failed} passed, ${failed} failed`;
  }
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${String(Math.floor(whole / 60)).padStart(2)}:${String(whole % 60).padStart(2, "0")}`;
}
