//! Signing in and out.

use poem::Response;

use crate::desk::{access::WHOLE, problem, sign_in::SignInError};

use super::{
    call::Call,
    error::WebError,
    gate::{Answer, form_cookie, see_other},
    respond, site,
    view::{
        FieldError, Problem, Section,
        sign_in::{Refused, SignInPage},
    },
};

/// Shows the form.
pub async fn sign_in(mut call: Call) -> Answer {
    let cookie = form_cookie(&mut call);
    let mut response = show(&call, None, Vec::new())?;
    set_cookie(&mut response, cookie)?;
    Ok(response)
}

/// Puts a cookie on an answer.
///
/// # Errors
/// [`WebError::Internal`] if it is no header value, which no cookie of ours is.
pub fn set_cookie(response: &mut Response, cookie: Option<String>) -> Result<(), WebError> {
    if let Some(cookie) = cookie {
        let value = cookie.parse().map_err(WebError::internal)?;
        response.headers_mut().append("set-cookie", value);
    }
    Ok(())
}

fn show(call: &Call, refused: Option<Refused>, errors: Vec<FieldError>) -> Answer {
    let origin = call.web.site.origin();
    let page = SignInPage {
        email: call.form.text("email").to_owned(),
        host: origin
            .split_once("://")
            .map_or(origin, |(_, host)| host)
            .to_owned(),
        next: next(call),
        refused,
        errors,
    };
    respond::page(call, None, Section::None, "sign_in.html", &page)
}

/// A path of ours to go to afterwards: never another host, whatever was sent.
fn next(call: &Call) -> String {
    let asked = call
        .form
        .get("next")
        .or_else(|| call.query.get("next"))
        .unwrap_or_default();
    site::own_path(asked).unwrap_or_default().to_owned()
}

/// Signs in.
pub async fn sign_in_post(call: Call) -> Answer {
    let (email, password) = (
        call.form.text("email").to_owned(),
        call.form.get("password").unwrap_or_default().to_owned(),
    );
    let empty = [
        ("email", email.is_empty()),
        ("password", password.is_empty()),
    ];
    let errors: Vec<FieldError> = empty
        .into_iter()
        .filter(|(_, is_empty)| *is_empty)
        .map(|(field, _)| FieldError {
            field: field.to_owned(),
            problem: Problem::Required,
        })
        .collect();
    if !errors.is_empty() {
        let mut response = show(&call, None, errors)?;
        response.set_status(poem::http::StatusCode::UNPROCESSABLE_ENTITY);
        return Ok(response);
    }
    let (browser, now) = (call.browser(), call.now);
    let tried = call
        .web
        .desk
        .run(move |desk| desk.sign_in(&email, &password, &browser, now))
        .await?;
    let refused = match tried {
        Ok(secret) => {
            let next = next(&call);
            let mut response = see_other(if next.is_empty() { "/" } else { &next });
            let site = &call.web.site;
            set_cookie(
                &mut response,
                Some(site.cookie(site.cookie_name(), &secret, WHOLE.as_secs())),
            )?;
            return Ok(response);
        }
        Err(SignInError::Wrong { .. }) => Refused::NoMatch,
        Err(SignInError::Pause { until }) => Refused::Paused {
            minutes: until.since(now).as_secs().div_ceil(60).max(1),
        },
        Err(SignInError::Store(error)) => return Err(problem::Problem::from(error).into()),
    };
    let mut response = show(&call, Some(refused), Vec::new())?;
    response.set_status(match refused {
        Refused::NoMatch => poem::http::StatusCode::UNAUTHORIZED,
        Refused::Paused { .. } => poem::http::StatusCode::TOO_MANY_REQUESTS,
    });
    Ok(response)
}

/// Ends this browser's sign-in.
pub async fn sign_out(call: Call) -> Answer {
    let site = &call.web.site;
    let name = site.cookie_name();
    if let Some(secret) = site::cookie(&call.headers, name).map(str::to_owned) {
        call.run(move |desk| desk.sign_out(&secret)).await?;
    }
    let mut response = see_other("/sign-in");
    set_cookie(&mut response, Some(site.cookie(name, "", 0)))?;
    Ok(response)
}
