//! What invites and resets have in common: one field, one use, and plain words for a dead link.

use poem::http::StatusCode;

use crate::{
    desk::{
        access::{HALF, WHOLE},
        password_link::LinkError,
    },
    domain::{
        credential::{LinkPurpose, LoginStage},
        user::User,
    },
};

use super::{
    call::Call,
    draw,
    error::WebError,
    gate::{Answer, form_cookie, see_other},
    preferences, respond,
    sign_in::set_cookie,
    view::{
        FieldError, Problem, Section,
        password_link::{Link, PasswordLinkPage, Purpose},
    },
};

/// Where the second step is asked for.
const CODE: &str = "/sign-in/code";

/// Shows the form of a link that works, or why it does not.
///
/// # Errors
/// [`WebError`] if the desk cannot be read.
pub async fn show(mut call: Call, purpose: LinkPurpose) -> Answer {
    let found = find(&call, purpose).await?;
    let cookie = form_cookie(&mut call);
    let mut response = draw_page(&call, purpose, found, Vec::new())?;
    set_cookie(&mut response, cookie)?;
    Ok(response)
}

/// Sets the password and signs this browser in.
///
/// # Errors
/// [`WebError`] if the desk cannot be read or written.
pub async fn set(call: Call, purpose: LinkPurpose) -> Answer {
    let password = call.form.get("password").unwrap_or_default().to_owned();
    if password.is_empty() {
        return refused(&call, purpose, "password", Problem::Required).await;
    }
    let secret = secret(&call);
    let (browser, now) = (call.browser(), call.now);
    let entered = call
        .web
        .desk
        .run(move |desk| desk.password_by_link(purpose, &secret, &password, &browser, now))
        .await?;
    let entered = match entered {
        Ok(entered) => entered,
        Err(LinkError::Problem(problem)) => {
            let error = WebError::from(problem);
            return match draw::field_error(&error) {
                Some(wrong) => refused(&call, purpose, &wrong.field, wrong.problem).await,
                None => Err(error),
            };
        }
        Err(dead) => return draw_page(&call, purpose, Err(dead), Vec::new()),
    };
    let (path, life) = match entered.stage {
        LoginStage::Whole => ("/", WHOLE),
        LoginStage::Code => (CODE, HALF),
    };
    let mut response = see_other(path);
    let site = &call.web.site;
    let cookie = site.cookie(site.cookie_name(), &entered.secret, life.as_secs());
    set_cookie(&mut response, Some(cookie))?;
    preferences::remember(&call, &mut response, &entered.user)?;
    Ok(response)
}

fn secret(call: &Call) -> String {
    call.param("token").unwrap_or_default().to_owned()
}

async fn find(call: &Call, purpose: LinkPurpose) -> Result<Result<User, LinkError>, WebError> {
    let (secret, now) = (secret(call), call.now);
    let desk = &call.web.desk;
    let found = desk.run(move |desk| desk.password_link(purpose, &secret, now));
    Ok(found.await?)
}

/// The form again, with what is wrong; or the reason, if the link has ended meanwhile.
async fn refused(call: &Call, purpose: LinkPurpose, field: &str, problem: Problem) -> Answer {
    let found = find(call, purpose).await?;
    let wrong = FieldError::new(field, problem);
    let is_open = found.is_ok();
    let mut response = draw_page(call, purpose, found, vec![wrong])?;
    if is_open {
        response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    }
    Ok(response)
}

fn draw_page(
    call: &Call,
    purpose: LinkPurpose,
    found: Result<User, LinkError>,
    errors: Vec<FieldError>,
) -> Answer {
    let (link, status) = match found {
        Ok(user) => {
            let email = user.email.to_string();
            let name = user.name;
            (Link::Works { name, email }, StatusCode::OK)
        }
        Err(LinkError::Used) => (Link::Used, StatusCode::GONE),
        Err(LinkError::Expired) => (Link::Expired, StatusCode::GONE),
        Err(LinkError::Unknown) => (Link::Unknown, StatusCode::NOT_FOUND),
        Err(LinkError::Problem(problem)) => return Err(problem.into()),
    };
    let (template, purpose) = match purpose {
        LinkPurpose::Invite => ("invite.html", Purpose::Invite),
        LinkPurpose::Reset => ("reset.html", Purpose::Reset),
    };
    let page = PasswordLinkPage {
        purpose,
        action: call.uri.path().to_owned(),
        link,
        errors,
    };
    let mut response = respond::page(call, None, Section::None, template, &page)?;
    response.set_status(status);
    Ok(response)
}
