import { Component, type ReactNode } from "react";

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

/** Keeps a broken view to itself: the sentence, the transport and the other views stay alive. */
export class ViewBoundary extends Component<Props, { readonly error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <section className="broken-view" role="alert">
        <h2 className="section-title">{this.props.title} stopped</h2>
        <p>This view met a fault: {this.state.error.message}. The sentence and the model are still there.</p>
        <button type="button" className="button" onClick={() => this.setState({ error: null })}>
          Draw it again
        </button>
      </section>
    );
  }
}
