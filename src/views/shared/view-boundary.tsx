import { Component, type ReactNode } from "react";
import { ReloadButton } from "./reload-button.tsx";

interface Props {
  /** What is drawn: `Gates`, or the page. */
  readonly title: string;
  /** What a fault leaves as it was. */
  readonly safe: string;
  readonly children: ReactNode;
}

/** Keeps a fault to what is drawn inside: everything around it stays alive. */
export class ViewBoundary extends Component<Props, { readonly error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <section className="broken-part" role="alert">
        <h2 className="section-title">{this.props.title} stopped</h2>
        <p>
          It met a fault: {this.state.error.message}. {this.props.safe}
        </p>
        <div className="failed-ways">
          <button type="button" className="button" data-primary onClick={() => this.setState({ error: null })}>
            Draw it again
          </button>
          <ReloadButton />
        </div>
      </section>
    );
  }
}
