import type { ReactNode } from "react";

/** Strokes on a ground of 24 × 24, `size` CSS pixels wide. */
export function Icon({ size = 18, children }: { readonly size?: number; readonly children: ReactNode }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** The mark: the belt of the cell state, a gauge on it, the value in the middle. */
export function LogoMark() {
  return (
    <svg className="logo-mark" width="24" height="24" viewBox="0 0 24 24" fill="none" strokeLinecap="round" aria-hidden="true">
      <path d="M2 12h4.2M17.8 12H22" stroke="var(--c-line)" strokeWidth="2.6" />
      <path d="M12 5.6A6.4 6.4 0 1 1 5.6 12" stroke="currentColor" strokeWidth="2.6" transform="matrix(-1 0 0 1 24 0)" />
      <circle cx="12" cy="12" r="2" fill="var(--c-line)" />
    </svg>
  );
}

export const ShareIcon = () => (
  <Icon>
    <path d="M12 15V3.5M7.5 7.5 12 3l4.5 4.5M8 11H5.5v9.5h13V11H16" />
  </Icon>
);
export const ProjectorIcon = () => (
  <Icon>
    <rect x="3" y="4" width="18" height="12.5" rx="1.5" />
    <path d="M8.5 20.5h7M12 16.5v4" />
  </Icon>
);
export const MoonIcon = () => (
  <Icon>
    <path d="M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5Z" />
  </Icon>
);
export const SunIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" />
  </Icon>
);
export const KeyboardIcon = () => (
  <Icon>
    <rect x="2.5" y="5.5" width="19" height="13" rx="2" />
    <path d="M6.5 9.5h.01M10.2 9.5h.01M13.9 9.5h.01M17.5 9.5h.01M6.5 12.3h.01M10.2 12.3h.01M13.9 12.3h.01M17.5 12.3h.01M8 15.3h8" />
  </Icon>
);
export const ChevronIcon = () => (
  <Icon size={14}>
    <path d="m6 9 6 6 6-6" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m6 6 12 12M18 6 6 18" />
  </Icon>
);
export const AlertIcon = () => (
  <Icon size={20}>
    <path d="M12 3.5 22 20.5H2ZM12 10v4.5M12 17.6h.01" />
  </Icon>
);
