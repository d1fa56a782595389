//! One request as a handler sees it: who, where, what was sent. Read by the gate, bounded.

use std::{collections::HashMap, net::IpAddr, sync::Arc};

use bytes::Bytes;
use poem::http::{HeaderMap, Method, Uri};

use crate::{
    desk::{Desk, sign_in::Browser},
    domain::{time::Timestamp, user::Language},
};

use super::{Web, error::WebError, form::Form, respond::Look, site, view::Notice};

/// A request behind the gate.
pub struct Call {
    pub web: Arc<Web>,
    /// As it was asked: HEAD comes to the handler of GET.
    pub method: Method,
    pub uri: Uri,
    pub headers: HeaderMap,
    /// The holes of the route, by name.
    pub params: HashMap<String, String>,
    /// The part behind `?`.
    pub query: Form,
    /// The fields of a posted form; empty for other bodies.
    pub form: Form,
    /// The bytes of a body that is no form.
    pub body: Bytes,
    pub peer: IpAddr,
    pub now: Timestamp,
    pub language: Language,
    /// The newest change when the request came; 0 on an empty desk.
    pub rev: u64,
    pub look: Look,
    /// What the page says first, about what was done before it.
    pub notice: Option<Notice>,
}

impl Call {
    /// Runs a use case off the async threads.
    ///
    /// # Errors
    /// [`WebError`] with the problem of the use case.
    pub async fn run<T, E>(
        &self,
        work: impl FnOnce(&Arc<Desk>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, WebError>
    where
        T: Send + 'static,
        E: Into<WebError> + Send + 'static,
    {
        self.web
            .desk
            .run(work)
            .await
            .map_err(WebError::from)?
            .map_err(Into::into)
    }

    /// The same for a use case that hashes a password.
    ///
    /// # Errors
    /// As [`Call::run`]; [`WebError::Unavailable`] if too many wait for that.
    pub async fn run_hashing<T, E>(
        &self,
        work: impl FnOnce(&Arc<Desk>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, WebError>
    where
        T: Send + 'static,
        E: Into<WebError> + Send + 'static,
    {
        let worked = self.web.desk.run_hashing(work).await;
        worked.map_err(WebError::from)?.map_err(Into::into)
    }

    /// A number from the route, such as `n` of `/t/:n`.
    ///
    /// # Errors
    /// [`WebError::NotFound`] for what is no number: there is nothing there.
    pub fn number(&self, name: &str) -> Result<u64, WebError> {
        self.param(name)
            .and_then(|text| text.parse().ok())
            .ok_or(WebError::NotFound)
    }

    /// A text from the route.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.get(name).map(String::as_str)
    }

    /// The browser of this request, with what it is remembered by.
    #[must_use]
    pub fn browser(&self) -> Browser {
        let device = site::cookie(&self.headers, self.web.site.device_cookie_name());
        let login = site::cookie(&self.headers, self.web.site.cookie_name());
        Browser::new(self.peer, self.header("user-agent").unwrap_or_default())
            .signed_in_by(login)
            .known_by(device.unwrap_or_default())
    }

    /// One request header as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// True if script asked for a piece of a page.
    #[must_use]
    pub fn wants_fragment(&self) -> bool {
        self.header("x-fragment").is_some()
    }
}
