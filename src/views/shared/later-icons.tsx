// Icons of parts that come after the first drawing; those of it stand in `icons.tsx`.
import { Icon } from "./icons.tsx";

export const MenuIcon = () => (
  <Icon size={22}>
    <path d="M3.5 8.5h17M3.5 15.5h17" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon size={16}>
    <path d="m5 12.5 4.5 4.5L19 7.5" />
  </Icon>
);
export const FileIcon = () => (
  <Icon size={24}>
    <path d="M6 2.8h8l4.5 4.5v14H6ZM14 2.8v4.7h4.5" />
  </Icon>
);
export const LockIcon = () => (
  <Icon size={14}>
    <rect x="5" y="10.5" width="14" height="10" rx="1.5" />
    <path d="M8 10.5V7.5a4 4 0 0 1 8 0v3" />
  </Icon>
);
