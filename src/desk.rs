//! (desk)
