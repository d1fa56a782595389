//! The route table made into poem's router; in front of it the host check.

use std::sync::Arc;

use poem::{Endpoint, IntoResponse, Request, Response, Route, http::Method};

use super::{
    ROUTES, Web, api, assets,
    error::WebError,
    gate::{Door, Gate, Kind},
    headers,
    respond::{self, Look},
};

/// Every door of the desk.
pub struct Router {
    web: Arc<Web>,
    routes: Route,
}

impl Router {
    /// Builds the router from [`ROUTES`].
    #[must_use]
    pub fn new(web: Arc<Web>) -> Self {
        let mut paths: Vec<(&str, Kind, Vec<(Method, Door)>)> = Vec::new();
        for line in ROUTES {
            match paths.iter_mut().find(|(path, ..)| *path == line.path) {
                Some((_, _, doors)) => doors.push((line.method.clone(), line.door)),
                None => paths.push((
                    line.path,
                    line.kind(),
                    vec![(line.method.clone(), line.door)],
                )),
            }
        }
        let routes = paths
            .into_iter()
            .fold(Route::new(), |routes, (path, kind, doors)| {
                routes.at(
                    path,
                    Gate {
                        web: Arc::clone(&web),
                        kind,
                        doors,
                    },
                )
            });
        Self { web, routes }
    }
}

impl Endpoint for Router {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let look = Look::of(&self.web, request.headers(), request.uri());
        let path = request.uri().path().to_owned();
        let error = |error: &WebError| {
            let is_api = path.starts_with("/api/");
            let response = if is_api {
                api::problem::response(error)
            } else {
                respond::error(&self.web, &look, error)
            };
            Ok(headers::finish(response))
        };
        // RFC 9112 3.2: more than one Host field is answered 400, at any address.
        if request.headers().get_all("host").iter().count() > 1 {
            return error(&WebError::Hosts);
        }
        // RFC 9110 15.5.20: a request for another host reaches no handler. Style and icons are the same
        // for everybody, and the page that says so wants them.
        let open = path == "/healthz" || assets::asset(&path).is_some();
        if !open && !self.web.site.answers(request.headers(), request.uri()) {
            return error(&WebError::WrongHost);
        }
        match self.routes.call(request).await {
            Ok(response) => Ok(response.into_response()),
            Err(_) => error(&WebError::NotFound),
        }
    }
}
