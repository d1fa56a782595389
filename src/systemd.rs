//! (systemd)
