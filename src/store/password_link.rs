//! One-time links that set a password, by the hash of their token.

use crate::domain::credential::PasswordLink;

super::hashed::hashed!(PasswordLink, password_link, password_link_mut);
