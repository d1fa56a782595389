//! What holds for every door: sign-in, form tokens, hosts, methods.

use guichet::web::{ROUTES, gate::Kind};

use super::{DOORS, Need::Nobody, way_back};
use crate::{
    web::{check_headers, check_page},
    world::{
        ADMIN, EXPERT, PASSWORD, World,
        http::{Browser, Request},
        mail::Mail,
        play,
    },
};

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
                    let next = format!("/sign-in?next={}", encoded(way_back(path)));
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
fn a_form_sent_too_late_leads_to_its_page() {
    play(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        for path in ["/t/1/edit?view=mine", "/t/1/messages?view=mine"] {
            let browser = world.stranger();
            let answer = browser.post(path, &[("status", "closed")]).await;
            let sign_in = answer.expect(303).header("location").to_owned();
            let page = check_page(&browser.get(&sign_in).await, 200);
            let next = page.value("next").to_owned();
            assert_eq!(next, "/t/1?view=mine", "{path}");
            let fields = [("email", ADMIN), ("password", PASSWORD), ("next", &next)];
            let answer = browser.post("/sign-in", &fields).await.expect(303);
            check_page(&browser.get(answer.header("location")).await, 200);
        }
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
                check_page(&answer, 403);
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
        assert_eq!(posts, 75);
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
                check_page(&answer, 421);
                assert!(
                    !answer.text().contains(host) || host == "127.0.0.1",
                    "{host} is echoed"
                );
            }
            let answer = ask(host, "/api/v1/tickets").await.expect(421);
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert_eq!(ask(host, "/healthz").await.expect(200).text(), "ok\n");
            // The page that says so has its style.
            let page = ask(host, "/tickets").await.text();
            let style = page
                .split('"')
                .find(|part| part.starts_with("/assets/app."));
            ask(host, style.expect("a style sheet")).await.expect(200);
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
                check_page(&answer, 405);
                answer
            };
            // RFC 9110 15.5.6: it must say which methods there are.
            assert_eq!(answer.header("allow"), allow, "{method} {path}");
        }
    });
}

/// RFC 9112 3.2: of two hosts, whoever stands before us may have believed the other one.
#[test]
fn two_hosts_are_none() {
    play(async |world| {
        let own = world.web().to_string();
        for path in [
            "/healthz",
            "/sign-in",
            "/tickets",
            "/api/v1/tickets",
            "/none",
        ] {
            for second in [own.as_str(), "evil.example", ""] {
                let request = Request::new("GET", path).header("host", &own);
                let answer = world.stranger().fetch(request.header("host", second)).await;
                assert_eq!(answer.status, 400, "{path} {second}");
            }
        }
    });
}
