import { Icon } from "./icons.tsx";

export const FirstIcon = () => (
  <Icon>
    <path d="M5 5.5v13M19 5.5v13L9 12Z" />
  </Icon>
);
export const LastIcon = () => (
  <Icon>
    <path d="M19 5.5v13M5 5.5v13L15 12Z" />
  </Icon>
);
export const PreviousIcon = () => (
  <Icon>
    <path d="M15.5 5.5 8.5 12l7 6.5" />
  </Icon>
);
export const NextIcon = () => (
  <Icon>
    <path d="m8.5 5.5 7 6.5-7 6.5" />
  </Icon>
);
export const PlayIcon = () => (
  <Icon>
    <path d="M8 5.5v13l10.5-6.5Z" fill="currentColor" />
  </Icon>
);
export const PauseIcon = () => (
  <Icon>
    <path d="M8.5 6v12M15.5 6v12" strokeWidth="3.4" />
  </Icon>
);
export const ArrowRightIcon = () => (
  <Icon size={12}>
    <path d="M3 12h17M14 6l6 6-6 6" />
  </Icon>
);
export const ArrowLeftIcon = () => (
  <Icon size={12}>
    <path d="M21 12H4M10 6l-6 6 6 6" />
  </Icon>
);
export const ArrowUpIcon = () => (
  <Icon size={12}>
    <path d="M12 21V4M6 10l6-6 6 6" />
  </Icon>
);
export const ArrowDownIcon = () => (
  <Icon size={12}>
    <path d="M12 3v17M6 14l6 6 6-6" />
  </Icon>
);
export const ShiftIcon = () => (
  <Icon size={12}>
    <path d="M12 3.5 3.5 12.5H8V20h8v-7.5h4.5Z" />
  </Icon>
);
