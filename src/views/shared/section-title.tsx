import type { ReactNode } from "react";

/** A section's title and the grey words beside it: two things to the eye, parted by a comma for those who hear them. */
export function SectionTitle({ children, descriptor }: { readonly children: ReactNode; readonly descriptor?: ReactNode }) {
  return (
    <h2 className="section-title">
      {children}
      {descriptor != null && descriptor !== "" && (
        <>
          <span className="visually-hidden">, </span>
          <span className="descriptor">{descriptor}</span>
        </>
      )}
    </h2>
  );
}
