//! From a poem request to a handler: host, body, who, form token. No handler runs before it.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use bytes::Bytes;
use poem::{
    Endpoint, Request, Response,
    http::{HeaderMap, Method, StatusCode},
    web::RemoteAddr,
};

use crate::{
    desk::{
        access::{Credential, Need, Seen, UserDesk},
        mint, upload,
    },
    domain::right::Right,
};

use super::{
    Web,
    body::{self, Held},
    call::Call,
    error::WebError,
    form::{Form, FormLimits},
    form_token::FormToken,
    headers, peer,
    respond::{self, Look},
    site,
};

/// A form may hold more in files, which are dropped: the page says so beside what was typed.
const FORM: FormLimits = FormLimits {
    whole: body::LARGEST,
    file: upload::LARGEST as usize,
    read: 1 << 30,
};

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

/// One line of the route table.
pub struct RouteLine {
    pub method: Method,
    pub path: &'static str,
    pub door: Door,
}

impl RouteLine {
    /// The API shows a token and answers documents; all else shows a cookie and answers pages.
    #[must_use]
    pub fn kind(&self) -> Kind {
        if self.path.starts_with("/api/") {
            Kind::Api
        } else {
            Kind::Page
        }
    }
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
        let mut look = Look::of(&self.web, request.headers(), request.uri());
        if !self.doors.iter().any(|(own, _)| *own == Method::GET) {
            look.path = page_of(&look.path);
        }
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

/// Who asks, and from where.
struct Ask {
    credential: Option<Credential>,
    from: IpAddr,
    seen: Seen,
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
        let from = peer(&self.web, &request);
        // Who may not come in sends no body either.
        let seen = if by_itself(&request) {
            Seen::Leave
        } else {
            Seen::Touch
        };
        let ask = Ask {
            credential,
            from,
            seen,
        };
        let user = self.enter(door, &ask).await?;
        // Its place in memory is given back when the handler has answered.
        let (mut call, _held) = self.read(request, look, user.as_ref()).await?;
        // A body may take its time: who lost the right meanwhile does nothing with it.
        let user = match method {
            Method::GET => user,
            _ => self.enter(door, &ask).await?,
        };
        if self.kind == Kind::Page && method != Method::GET {
            check_form(&call)?;
        }
        if let Some(user) = user.clone()
            && super::undo::is_asked(&call.query)
        {
            let (query, now) = (call.query.clone(), call.now);
            let read = move |_: &Arc<_>| super::undo::read(&query, &user, now);
            call.notice = call.run(read).await?;
        }
        match (door, user) {
            (Door::Open(handler), _) => handler(call).await,
            (Door::SignedIn(handler) | Door::Right(_, handler), Some(user)) => {
                handler(call, user).await
            }
            (Door::SignedIn(_) | Door::Right(..), None) => Err(WebError::SignedOut),
        }
    }

    /// Asks the desk who this is and whether they may come in; None at a door that is open.
    async fn enter(&self, door: Door, ask: &Ask) -> Result<Option<UserDesk>, WebError> {
        let need = match door {
            Door::Open(_) => return Ok(None),
            Door::SignedIn(_) => Need::SignedIn,
            Door::Right(right, _) => Need::Right(right),
        };
        let credential = ask.credential.clone().ok_or(WebError::SignedOut)?;
        let (from, seen, now) = (ask.from, ask.seen, self.web.clock.now());
        let entered = self
            .web
            .desk
            .run(move |desk| desk.enter(&credential, need, Some(from), seen, now));
        Ok(Some(entered.await??))
    }

    async fn read(
        &self,
        mut request: Request,
        look: Look,
        user: Option<&UserDesk>,
    ) -> Result<(Call, Option<Held>), WebError> {
        // Before the page is read: what changes meanwhile is told again, not missed.
        let rev = self.web.desk.run(|desk| desk.newest_change()).await??.0;
        let (form, body, held) = self.body(&mut request, user).await?;
        let language = user
            .and_then(|user| user.user().language)
            .unwrap_or(look.language);
        let call = Call {
            web: Arc::clone(&self.web),
            method: request.method().clone(),
            query: Form::urlencoded(request.uri().query().unwrap_or_default().as_bytes()),
            uri: request.uri().clone(),
            params: request.path_params().unwrap_or_default(),
            headers: request.headers().clone(),
            form,
            body,
            peer: peer(&self.web, &request),
            now: look.now,
            language,
            rev,
            look,
            notice: None,
        };
        Ok((call, held))
    }

    /// The fields of a form, or the bytes of what is none, and their place in memory.
    ///
    /// Nothing for GET and HEAD: what a body would mean there is not defined (RFC 9110, 9.3.1).
    async fn body(
        &self,
        request: &mut Request,
        user: Option<&UserDesk>,
    ) -> Result<(Form, Bytes, Option<Held>), WebError> {
        if matches!(*request.method(), Method::GET | Method::HEAD) {
            return Ok((Form::default(), Bytes::new(), None));
        }
        let declared = request.header("content-length");
        let declared = declared.and_then(|length| length.parse().ok());
        let (page, bodies) = (self.kind == Kind::Page, &self.web.bodies);
        let body = request.take_body();
        if page && media_type(request) == "multipart/form-data" {
            let (body, held) = match user {
                Some(_) => (body, bodies.reserve(declared)?),
                None => bodies.small(declared, body).await?,
            };
            let form = tokio::time::timeout(body::TIME, Form::multipart(request, body, FORM));
            let form = form.await.map_err(|_| WebError::BadRequest)??;
            return Ok((form, Bytes::new(), Some(held)));
        }
        let mut held = bodies.read(sender(user), declared, body).await?;
        // Its bytes go with the call; what stays is their place.
        let bytes = std::mem::take(&mut held.bytes);
        if page && media_type(request) == "application/x-www-form-urlencoded" {
            return Ok((Form::urlencoded(&bytes), Bytes::new(), Some(held)));
        }
        Ok((Form::default(), bytes, Some(held)))
    }
}

fn sender(user: Option<&UserDesk>) -> body::From {
    match user {
        Some(_) => body::From::User,
        None => body::From::Anybody,
    }
}

/// The page that holds the form which is sent to a path without a page: `/t/5` for `/t/5/edit`.
fn page_of(path: &str) -> String {
    let (path, query) = path
        .split_once('?')
        .map_or((path, None), |(path, query)| (path, Some(query)));
    let page = path.rsplit_once('/').map_or("", |(page, _)| page);
    match query {
        _ if page.is_empty() => "/".to_owned(),
        Some(query) => format!("{page}?{query}"),
        None => page.to_owned(),
    }
}

/// True for what a page asks for without anybody at it: the stream, and what follows from it.
fn by_itself(request: &Request) -> bool {
    request.headers().contains_key("x-live") || request.uri().path() == "/events"
}

/// The media type without its parameters (RFC 9110, 8.3.1).
fn media_type(request: &Request) -> &str {
    let whole = request.content_type().unwrap_or_default();
    whole.split(';').next().unwrap_or_default().trim()
}

/// What a request shows at a door of this kind.
pub(super) fn credential(web: &Web, kind: Kind, headers: &HeaderMap) -> Option<Credential> {
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

fn peer(web: &Web, request: &Request) -> IpAddr {
    let RemoteAddr(address) = request.remote_addr();
    let socket = address
        .as_socket_addr()
        .map_or(IpAddr::from([0, 0, 0, 0]), SocketAddr::ip);
    peer::client(socket, request.headers(), &web.proxies)
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
