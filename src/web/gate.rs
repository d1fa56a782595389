//! From a poem request to a handler: host, body, who, form token. No handler runs before it.

use std::{net::IpAddr, sync::Arc, time::Duration};

use bytes::Bytes;
use poem::{
    Endpoint, Request, Response,
    http::{HeaderMap, Method, StatusCode},
    web::RemoteAddr,
};

use crate::{
    desk::{
        access::{Credential, Need, Seen, UserDesk},
        mint,
    },
    domain::right::Right,
};

use super::{
    Web,
    call::Call,
    error::WebError,
    form::Form,
    form_token::FormToken,
    headers,
    respond::{self, Look},
    site,
};

/// Largest body: a 25 MB file in a form, with room for the form.
const BODY: usize = 36 << 20;
/// A whole body must be there within this time.
const BODY_TIME: Duration = Duration::from_secs(120);

pub type Answer = Result<Response, WebError>;
pub type Pending = std::pin::Pin<Box<dyn Future<Output = Answer> + Send>>;

/// Who may come through a door, and what stands behind it.
#[derive(Clone, Copy)]
pub enum Door {
    /// Anybody; the handler itself asks for the proof that it needs.
    Open(fn(Call) -> Pending),
    /// Anybody who signed in: what is their own.
    SignedIn(fn(Call, UserDesk) -> Pending),
    /// Only somebody with this right.
    Right(Right, fn(Call, UserDesk) -> Pending),
}

/// How a door's callers show who they are and how they are told what went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A cookie; errors are pages.
    Page,
    /// A bearer token; errors are RFC 9457 documents.
    Api,
}

/// One door, ready for poem's router.
pub struct Gate {
    pub web: Arc<Web>,
    pub kind: Kind,
    /// By method: GET also answers HEAD.
    pub doors: Vec<(Method, Door)>,
}

impl Endpoint for Gate {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let is_head = request.method() == Method::HEAD;
        let look = Look::of(&self.web, request.headers(), request.uri());
        let answer = match (self.pass(request, look.clone()).await, self.kind) {
            (Ok(response), _) => response,
            (Err(error), Kind::Api) => super::api::problem::response(&error),
            (Err(error), Kind::Page) => respond::error(&self.web, &look, &error),
        };
        let mut response = headers::finish(answer);
        if response.status() == StatusCode::METHOD_NOT_ALLOWED {
            // RFC 9110 15.5.6: it must say which methods there are.
            if let Ok(allow) = self.allow().parse() {
                response.headers_mut().insert("allow", allow);
            }
        }
        if is_head {
            response.take_body();
        }
        Ok(response)
    }
}

impl Gate {
    fn allow(&self) -> String {
        let mut methods: Vec<&str> = Vec::new();
        for (method, _) in &self.doors {
            methods.push(method.as_str());
            if *method == Method::GET {
                methods.push("HEAD");
            }
        }
        methods.join(", ")
    }

    async fn pass(&self, request: Request, look: Look) -> Answer {
        let method = match request.method() {
            &Method::HEAD => Method::GET,
            other => other.clone(),
        };
        let door = self
            .doors
            .iter()
            .find(|(own, _)| *own == method)
            .map(|(_, door)| *door);
        let door = door.ok_or(WebError::MethodNotAllowed)?;
        let credential = credential(&self.web, self.kind, request.headers());
        let from = peer(&request);
        // Who may not come in sends no body either.
        let user = self.enter(door, credential.as_ref(), from).await?;
        let mut call = self.read(request, look, user.as_ref()).await?;
        // A body may take its time: who lost the right meanwhile does nothing with it.
        let user = match method {
            Method::GET => user,
            _ => self.enter(door, credential.as_ref(), from).await?,
        };
        if self.kind == Kind::Page && method != Method::GET {
            check_form(&call)?;
        }
        call.method = method;
        match (door, user) {
            (Door::Open(handler), _) => handler(call).await,
            (Door::SignedIn(handler) | Door::Right(_, handler), Some(user)) => {
                handler(call, user).await
            }
            (Door::SignedIn(_) | Door::Right(..), None) => Err(WebError::SignedOut),
        }
    }

    /// Asks the desk who this is and whether they may come in; None at a door that is open.
    async fn enter(
        &self,
        door: Door,
        credential: Option<&Credential>,
        from: IpAddr,
    ) -> Result<Option<UserDesk>, WebError> {
        let need = match door {
            Door::Open(_) => return Ok(None),
            Door::SignedIn(_) => Need::SignedIn,
            Door::Right(right, _) => Need::Right(right),
        };
        let credential = credential.cloned().ok_or(WebError::SignedOut)?;
        let now = self.web.clock.now();
        let entered = self
            .web
            .desk
            .run(move |desk| desk.enter(&credential, need, Some(from), Seen::Touch, now));
        Ok(Some(entered.await??))
    }

    async fn read(
        &self,
        mut request: Request,
        look: Look,
        user: Option<&UserDesk>,
    ) -> Result<Call, WebError> {
        // Before the page is read: what changes meanwhile is told again, not missed.
        let rev = self.web.desk.run(|desk| desk.newest_change()).await??.0;
        let body = request.take_body().into_bytes_limit(BODY);
        let body = match tokio::time::timeout(BODY_TIME, body).await {
            Ok(Ok(body)) => body,
            Ok(Err(poem::error::ReadBodyError::PayloadTooLarge)) => return Err(WebError::TooLarge),
            _ => return Err(WebError::BadRequest),
        };
        let content_type = request.content_type().unwrap_or_default().to_owned();
        let (form, body) = match content_type.split(';').next().unwrap_or_default().trim() {
            _ if self.kind == Kind::Api => (Form::default(), body),
            "application/x-www-form-urlencoded" => (Form::urlencoded(&body), Bytes::new()),
            "multipart/form-data" => (Form::multipart(&request, body).await?, Bytes::new()),
            _ => (Form::default(), body),
        };
        let language = user
            .and_then(|user| user.user().language)
            .unwrap_or(look.language);
        Ok(Call {
            web: Arc::clone(&self.web),
            method: request.method().clone(),
            query: Form::urlencoded(request.uri().query().unwrap_or_default().as_bytes()),
            uri: request.uri().clone(),
            params: request.path_params().unwrap_or_default(),
            headers: request.headers().clone(),
            form,
            body,
            peer: peer(&request),
            now: look.now,
            language,
            rev,
            look,
        })
    }
}

fn credential(web: &Web, kind: Kind, headers: &HeaderMap) -> Option<Credential> {
    match kind {
        Kind::Page => {
            site::cookie(headers, web.site.cookie_name()).map(|c| Credential::Cookie(c.to_owned()))
        }
        Kind::Api => {
            let header = headers.get("authorization")?.to_str().ok()?;
            // RFC 6750 2.1; the scheme is case-insensitive (RFC 9110, 11.1).
            let (scheme, token) = header.split_once(' ')?;
            let token = scheme
                .eq_ignore_ascii_case("bearer")
                .then(|| token.trim().to_owned())?;
            Some(Credential::Token(token))
        }
    }
}

fn check_form(call: &Call) -> Result<(), WebError> {
    let own = call.web.site.is_own_request(&call.headers);
    let sent = call
        .form
        .get("form_token")
        .or_else(|| call.header("x-form-token"))
        .unwrap_or_default();
    let same = call
        .look
        .form_token
        .is_some_and(|token| token.accepts(sent));
    if own && same {
        Ok(())
    } else {
        Err(WebError::FormToken)
    }
}

fn peer(request: &Request) -> IpAddr {
    let RemoteAddr(address) = request.remote_addr();
    address
        .as_socket_addr()
        .map_or(IpAddr::from([0, 0, 0, 0]), |address| {
            address.ip().to_canonical()
        })
}

/// Gives a signed-out browser the cookie that its forms need, if it has none.
pub fn form_cookie(call: &mut Call) -> Option<String> {
    if call.look.form_token.is_some() {
        return None;
    }
    let secret = mint::link_secret();
    call.look.form_token = FormToken::of_cookie(&secret);
    Some(
        call.web
            .site
            .cookie(site::FORM_COOKIE, &secret, 24 * 60 * 60),
    )
}

/// Sends the browser to another page of ours after a POST (RFC 9110, 15.4.4).
pub fn see_other(path: &str) -> Response {
    Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header("location", path)
        .finish()
}
