//! The one-time link that makes the first admin, by the hash of its token.

use crate::domain::credential::SetupLink;

super::hashed::hashed!(SetupLink, setup_link, setup_link_mut);
