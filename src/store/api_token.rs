//! API tokens, by the hash of the token.

use crate::domain::credential::ApiToken;

super::hashed::hashed!(ApiToken, api_token, api_token_mut);
