//! Every line of the route table: who is refused, and how. A line without a row here fails.

use guichet::{
    domain::{right::Right, role::predefined},
    web::{ROUTES, gate::Door, gate::Kind},
};

use super::check_headers;
use crate::world::{
    EXPERT, PASSWORD, World,
    http::{Api, Browser, Request},
    mail::Mail,
    play,
};

/// What the table says of a door: anybody, anybody signed in, one right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    Nobody,
    SignedIn,
    Has(Right),
}
use Need::{Has, Nobody};

const READ: Need = Has(Right::TicketRead);
const NOTE: Need = Has(Right::TicketNote);
const EDIT: Need = Has(Right::TicketEdit);
const REPLY: Need = Has(Right::TicketReply);
const PEOPLE: Need = Has(Right::People);
const SETTINGS: Need = Has(Right::Settings);

/// Method, path, right, an address that fits.
const DOORS: &[(&str, &str, Need, &str)] = &[
    ("GET", "/", Nobody, "/"),
    ("GET", "/healthz", Nobody, "/healthz"),
    ("GET", "/assets/:file", Nobody, "/assets/none.css"),
    ("GET", "/sign-in", Nobody, "/sign-in"),
    ("POST", "/sign-in", Nobody, "/sign-in"),
    ("GET", "/sign-in/code", Nobody, "/sign-in/code"),
    ("POST", "/sign-in/code", Nobody, "/sign-in/code"),
    ("POST", "/sign-out", Nobody, "/sign-out"),
    ("POST", "/preferences", Nobody, "/preferences"),
    ("GET", "/setup/first-mail", SETTINGS, "/setup/first-mail"),
    ("GET", "/setup/:token", Nobody, "/setup/x"),
    ("POST", "/setup/:token", Nobody, "/setup/x"),
    ("GET", "/events", READ, "/events"),
    ("GET", "/tickets", READ, "/tickets"),
    ("GET", "/tickets/rows", READ, "/tickets/rows?after=0"),
    ("GET", "/tickets/new", EDIT, "/tickets/new"),
    ("POST", "/tickets/new", EDIT, "/tickets/new"),
    ("GET", "/settings", Need::SignedIn, "/settings"),
    (
        "GET",
        "/profile/security",
        Need::SignedIn,
        "/profile/security",
    ),
    (
        "POST",
        "/profile/security",
        Need::SignedIn,
        "/profile/security",
    ),
    ("GET", "/inbox", READ, "/inbox"),
    ("GET", "/inbox/items", READ, "/inbox/items?after=0"),
    ("GET", "/t/:n", READ, "/t/1"),
    ("GET", "/t/:n/log", READ, "/t/1/log?after=0"),
    ("GET", "/t/:n/preview", READ, "/t/1/preview"),
    ("POST", "/t/:n/edit", EDIT, "/t/1/edit"),
    ("POST", "/t/:n/notes", NOTE, "/t/1/notes"),
    ("POST", "/t/:n/messages", REPLY, "/t/1/messages"),
    ("POST", "/t/:n/participants", REPLY, "/t/1/participants"),
    ("GET", "/t/:n/m/:m/html", READ, "/t/1/m/2/html"),
    ("GET", "/t/:n/m/:m/raw", READ, "/t/1/m/2/raw"),
    ("GET", "/t/:n/a/:a/:name", READ, "/t/1/a/2-0/x"),
    ("GET", "/api/v1/tickets", READ, "/api/v1/tickets"),
    ("POST", "/api/v1/tickets", EDIT, "/api/v1/tickets"),
    ("GET", "/api/v1/tickets/:n", READ, "/api/v1/tickets/1"),
    ("PATCH", "/api/v1/tickets/:n", EDIT, "/api/v1/tickets/1"),
    (
        "POST",
        "/api/v1/tickets/:n/messages",
        REPLY,
        "/api/v1/tickets/1/messages",
    ),
    (
        "POST",
        "/api/v1/tickets/:n/notes",
        NOTE,
        "/api/v1/tickets/1/notes",
    ),
    (
        "GET",
        "/api/v1/tickets/:n/messages/:m/raw",
        READ,
        "/api/v1/tickets/1/messages/2/raw",
    ),
    (
        "GET",
        "/api/v1/tickets/:n/messages/:m/attachments/:a",
        READ,
        "/api/v1/tickets/1/messages/2/attachments/0",
    ),
    ("POST", "/api/v1/uploads", REPLY, "/api/v1/uploads?name=x"),
    ("GET", "/api/v1/groups", READ, "/api/v1/groups"),
    ("POST", "/api/v1/groups", PEOPLE, "/api/v1/groups"),
];

fn need(door: &Door) -> Need {
    match door {
        Door::Open(_) => Nobody,
        Door::SignedIn(_) => Need::SignedIn,
        Door::Right(right, _) => Has(*right),
    }
}

#[test]
fn every_line_of_the_table_has_a_row_here() {
    let table: Vec<_> = ROUTES
        .iter()
        .map(|line| (line.method.as_str(), line.path, need(&line.door)))
        .collect();
    let rows: Vec<_> = DOORS.iter().map(|row| (row.0, row.1, row.2)).collect();
    assert_eq!(table, rows);
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

async fn refuses_the_signed_out(world: &World) {
    for (line, (method, _, need, path)) in ROUTES.iter().zip(DOORS) {
        if *need == Nobody {
            continue;
        }
        let bad = ["", "gui_AAAA", "Basic x"];
        for credential in bad {
            let request = match line.kind() {
                Kind::Api => Request::new(method, path)
                    .header("authorization", &format!("Bearer {credential}")),
                Kind::Page => {
                    Request::new(method, path).header("cookie", &format!("guichet={credential}"))
                }
            };
            let answer = Browser::new(world.web()).fetch(request).await;
            check_headers(&answer);
            match line.kind() {
                Kind::Page => {
                    let answer = answer.expect(303);
                    let next = format!("/sign-in?next={}", encoded(path));
                    assert_eq!(answer.header("location"), next, "{method} {path}");
                    assert_eq!(answer.body, b"", "{method} {path}");
                }
                Kind::Api => {
                    let answer = answer.expect(401);
                    assert_eq!(answer.header("content-type"), "application/problem+json");
                    assert_eq!(answer.header("www-authenticate"), "Bearer");
                    assert_eq!(answer.json()["status"], 401);
                }
            }
        }
    }
}

#[test]
fn nobody_comes_in_without_signing_in() {
    play(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let before = world.tickets();
        refuses_the_signed_out(world).await;
        assert_eq!(world.tickets(), before, "nothing changed");
    });
}

#[test]
fn an_expert_is_told_that_settings_are_not_there() {
    play(async |world| {
        let token = world.add_expert().await;
        let api = Api::new(world.web(), Some(token));
        let browser = world.stranger();
        browser.sign_in(EXPERT, PASSWORD).await;
        let expert = predefined()[1].rights;
        let mut asked = 0;
        for (line, (method, _, need, path)) in ROUTES.iter().zip(DOORS) {
            let Has(right) = need else { continue };
            if expert.has(*right) {
                continue;
            }
            asked += 1;
            let request = Request::new(method, path);
            let (answer, nothing) = match line.kind() {
                Kind::Api => (api.fetch(request).await, api.get("/api/v1/none").await),
                Kind::Page => (browser.fetch(request).await, browser.get("/none").await),
            };
            assert_eq!(answer.status, 404, "{method} {path}");
            let same = |answer: &crate::world::http::Answer| {
                let text = answer.text().replace(path, "").replace("/none", "");
                super::without_tokens(&text)
            };
            assert_eq!(
                same(&answer),
                same(&nothing),
                "{method} {path}: the same as for what does not exist"
            );
        }
        assert!(asked >= 2);
    });
}

#[test]
fn no_form_is_taken_without_its_token() {
    play(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let admin = world.admin().await;
        let before = (world.tickets(), world.desk().newest_change().unwrap());
        let other = world.admin().await.form_token();
        let mut posts = 0;
        for (line, (method, _, need, path)) in ROUTES.iter().zip(DOORS) {
            if *method == "GET" || line.kind() == Kind::Api {
                continue;
            }
            posts += 1;
            let fields = [
                ("status", "closed"),
                ("text", "hello"),
                ("name", "n"),
                ("customer.email", "x@cust.example"),
                ("email", EXPERT),
                ("confirm", "x@cust.example"),
            ];
            for token in ["", "x", other.as_str()] {
                let fields = [&fields[..], &[("form_token", token)]].concat();
                let answer = admin.post_bare(path, &fields).await;
                super::check_page(&answer, 403);
            }
            // A browser that says that the form stands on another site.
            for (header, value) in [
                ("sec-fetch-site", "cross-site"),
                ("origin", "https://evil.example"),
            ] {
                let body = crate::world::http::urlencoded(&[("form_token", &admin.form_token())]);
                let request = Request::new(method, path)
                    .header(header, value)
                    .body("application/x-www-form-urlencoded", body);
                assert_eq!(
                    admin.fetch(request).await.status,
                    403,
                    "{need:?} {path} {header}"
                );
            }
        }
        assert_eq!(posts, 11);
        let after = (world.tickets(), world.desk().newest_change().unwrap());
        assert_eq!(after, before, "nothing changed");
        admin.get("/tickets").await.expect(200);
    });
}

#[test]
fn another_host_reaches_nothing() {
    play(async |world| {
        let api = world.api();
        let ask = async |host: &str, path: &str| {
            api.fetch(Request::new("GET", path).header("host", host))
                .await
        };
        for host in [
            "evil.example",
            "127.0.0.1",
            "127.0.0.1:1",
            "localhost",
            "evil.example:80",
        ] {
            for path in ["/", "/tickets", "/assets/none.css", "/none"] {
                let answer = ask(host, path).await;
                super::check_page(&answer, 421);
                assert!(
                    !answer.text().contains(host) || host == "127.0.0.1",
                    "{host} is echoed"
                );
            }
            let answer = ask(host, "/api/v1/tickets").await.expect(421);
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert_eq!(ask(host, "/healthz").await.expect(200).text(), "ok\n");
        }
        let port = world.web().port();
        for host in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"] {
            let host = format!("{host}:{port}");
            ask(&host, "/api/v1/tickets").await.expect(200);
        }
    });
}

#[test]
fn head_says_what_get_says_without_its_body() {
    play(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let admin = world.admin().await;
        for path in ["/tickets", "/t/1", "/healthz", "/sign-in", "/none", "/t/99"] {
            let get = admin.get(path).await;
            let head = admin.fetch(Request::new("HEAD", path)).await;
            assert_eq!(head.status, get.status, "{path}");
            assert_eq!(head.body, b"", "{path}");
            assert_eq!(head.header("content-type"), get.header("content-type"));
        }
    });
}

#[test]
fn a_method_that_a_door_does_not_know_is_refused_by_name() {
    play(async |world| {
        let (admin, api) = (world.admin().await, world.api());
        for (path, method, allow) in [
            ("/tickets", "POST", "GET, HEAD"),
            ("/t/1/edit", "GET", "POST"),
            ("/sign-in", "DELETE", "GET, HEAD, POST"),
            ("/api/v1/tickets", "DELETE", "GET, HEAD, POST"),
            ("/api/v1/tickets/1", "PUT", "GET, HEAD, PATCH"),
        ] {
            let request = Request::new(method, path);
            let answer = if path.starts_with("/api") {
                let answer = api.fetch(request).await.expect(405);
                assert_eq!(answer.header("content-type"), "application/problem+json");
                answer
            } else {
                let answer = admin.fetch(request).await;
                super::check_page(&answer, 405);
                answer
            };
            // RFC 9110 15.5.6: it must say which methods there are.
            assert_eq!(answer.header("allow"), allow, "{method} {path}");
        }
    });
}
