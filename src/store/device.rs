//! Browsers that somebody signed in with before, by the hash of the cookie.

use crate::domain::credential::Device;

super::hashed::hashed!(Device, device, device_mut);
