//! Sign-ins, by the hash of the cookie.

use crate::domain::credential::Login;

super::hashed::hashed!(Login, login, login_mut);
