//! Every route × everybody: nobody, people of every kind, tokens of every scope. Who may not is
//! told what nobody is told: that there is nothing.

use guichet::{
    desk::people::UserEdit,
    domain::{
        access::Visibility,
        credential::Scope,
        id::UserId,
        right::{
            Right::{
                self, Api as ApiRight, Audit, CustomerErase, Mailboxes, People, Rules, Settings,
                Tags, TicketDelete, TicketEdit, TicketNote, TicketRead, TicketReply,
            },
            Rights,
        },
        role::{ADMIN, EXPERT, OBSERVER},
    },
    store,
    web::{ROUTES, gate::Kind},
};

use super::{DOORS, Need, way_back};
use crate::{
    web::{check_headers, without_tokens},
    world::{
        World,
        http::{Answer, Request, fetch, head},
        mail::Mail,
        person::Person,
        play,
    },
};

const TICKETS: [Right; 4] = [TicketRead, TicketNote, TicketEdit, TicketReply];
const ADMINISTRATION: [Right; 7] = [ApiRight, Tags, Mailboxes, People, Settings, Audit, Rules];

/// Somebody at the doors: what they show, and what they may by it.
struct Caller {
    what: String,
    headers: Vec<(&'static str, String)>,
    /// At the pages; None for who is nobody there.
    page: Option<Rights>,
    /// At the API.
    api: Option<Rights>,
    /// Their token has to do with tokens.
    keeps_tokens: bool,
    /// They see every ticket.
    sees_all: bool,
    /// Who has ticket 1, so that everybody who may see tickets sees it.
    user: Option<UserId>,
}

/// What a door says to a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    ComeIn,
    SignIn,
    NothingHere,
}

fn expected(need: Need, caller: &Caller, kind: Kind) -> Said {
    let rights = match kind {
        Kind::Page => caller.page,
        Kind::Api => caller.api,
    };
    match (need, rights) {
        (Need::Nobody, _) | (Need::SignedIn, Some(_)) => Said::ComeIn,
        (_, None) => Said::SignIn,
        (Need::Has(right), Some(rights)) if rights.has(right) => Said::ComeIn,
        (Need::OneOf(some), Some(rights)) if some.iter().any(|right| rights.has(*right)) => {
            Said::ComeIn
        }
        (Need::Keeper(right), Some(rights)) if caller.keeps_tokens && rights.has(right) => {
            Said::ComeIn
        }
        (Need::Whole(right), Some(rights)) if caller.sees_all && rights.has(right) => Said::ComeIn,
        (Need::Has(_) | Need::Keeper(_) | Need::Whole(_) | Need::OneOf(_), Some(_)) => {
            Said::NothingHere
        }
    }
}

fn rights(lists: &[&[Right]]) -> Option<Rights> {
    Some(lists.iter().flat_map(|list| list.iter().copied()).collect())
}

/// A person with a cookie for the pages and a token of theirs for the API.
async fn person(world: &World, who: &Person, what: &str, may: &[&[Right]]) -> Caller {
    let token = world.token_of(who.user.id, &[Scope::All]).await;
    let cookie = who.browser.with_cookies(Request::new("GET", "/")).headers;
    let cookie = cookie.into_iter().map(|(_, value)| ("cookie", value));
    let bearer = ("authorization", format!("Bearer {token}"));
    let rights = rights(may);
    Caller {
        what: what.to_owned(),
        headers: cookie.chain([bearer]).collect(),
        page: rights,
        // Who may not use the API has a token for nothing.
        api: rights.filter(|rights| rights.has(ApiRight)),
        keeps_tokens: true,
        sees_all: who.user.visibility == Visibility::All,
        user: Some(who.user.id),
    }
}

async fn token(world: &World, who: &Person, scopes: &[Scope], may: &[&[Right]]) -> Caller {
    let token = world.token_of(who.user.id, scopes).await;
    Caller {
        what: format!("a token of {} for {scopes:?}", who.name),
        // A token is no cookie: the pages do not know it, whichever way it is shown.
        headers: vec![
            ("authorization", format!("Bearer {token}")),
            ("cookie", format!("guichet={token}")),
        ],
        page: None,
        api: rights(may),
        keeps_tokens: scopes
            .iter()
            .any(|scope| matches!(scope, Scope::Admin | Scope::All)),
        sees_all: who.user.visibility == Visibility::All,
        user: Some(who.user.id),
    }
}

async fn everybody(world: &World) -> Vec<Caller> {
    let expert: &[&[Right]] = &[&TICKETS, &[TicketDelete, ApiRight]];
    let admin: &[&[Right]] = &[&TICKETS, &[TicketDelete, CustomerErase], &ADMINISTRATION];
    // Who wrote a program that changes tickets did not ask for one that deletes them.
    let writer: &[&[Right]] = &[&TICKETS, &[ApiRight]];
    let observer: &[&[Right]] = &[&[TicketRead, TicketNote, ApiRight]];
    let group = world.group("Alpha", &[]).await;
    let auditor = world.role("auditor", Rights::of(&[Audit, ApiRight])).await;
    let clerk = world.role("clerk", Rights::of(&ADMINISTRATION)).await;
    let silent = world.role("silent", Rights::of(&[TicketRead])).await;
    let (all, own) = (Visibility::All, Visibility::Own);
    let ada = world.ada().await;
    let olga = world.person("Olga Observer", &[OBSERVER], all, &[]).await;
    let owen = world.person("Owen Own", &[EXPERT], own, &[]).await;
    let groups = Visibility::Groups;
    let gina = world
        .person("Gina Groups", &[EXPERT], groups, &[group])
        .await;
    let alan = world.person("Alan All", &[EXPERT], all, &[]).await;
    let both = world
        .person("Bo Both", &[OBSERVER, auditor], own, &[])
        .await;
    let audra = world.person("Audra Auditor", &[auditor], all, &[]).await;
    let clara = world.person("Clara Clerk", &[clerk], all, &[]).await;
    let sid = world.person("Sid Silent", &[silent], all, &[]).await;
    let nils = world.person("Nils Nothing", &[], all, &[]).await;
    let fred = world.person("Fred Former", &[ADMIN], all, &[]).await;
    let mut former = person(world, &fred, "a former admin", &[]).await;
    (former.page, former.api) = (None, None);
    let gone = UserEdit {
        active: Some(false),
        ..UserEdit::default()
    };
    world.change(fred.user.id, gone).await;
    let nobody = Caller {
        what: "nobody".to_owned(),
        headers: Vec::new(),
        page: None,
        api: None,
        keeps_tokens: false,
        sees_all: false,
        user: None,
    };
    let write = [Scope::TicketsWrite];
    vec![
        nobody,
        former,
        person(world, &olga, "an observer", observer).await,
        person(world, &owen, "an expert who sees their own", expert).await,
        person(world, &gina, "an expert who sees their groups'", expert).await,
        person(world, &alan, "an expert who sees all", expert).await,
        person(world, &both, "two roles at once", &[observer[0], &[Audit]]).await,
        person(world, &audra, "an auditor", &[&[Audit, ApiRight]]).await,
        person(
            world,
            &clara,
            "a clerk who sees no tickets",
            &[&ADMINISTRATION],
        )
        .await,
        person(world, &sid, "a reader without the API", &[&[TicketRead]]).await,
        person(world, &nils, "a person without a role", &[]).await,
        person(world, &ada, "an admin", admin).await,
        token(world, &ada, &[Scope::All], admin).await,
        token(world, &ada, &[Scope::Admin], &[&ADMINISTRATION]).await,
        token(
            world,
            &ada,
            &[Scope::TicketsRead],
            &[&[TicketRead, ApiRight]],
        )
        .await,
        token(world, &ada, &write, writer).await,
        token(world, &owen, &[Scope::Admin], &[&[ApiRight]]).await,
        token(world, &olga, &write, observer).await,
        token(world, &olga, &[Scope::Admin], &[&[ApiRight]]).await,
        token(world, &audra, &[Scope::TicketsRead], &[&[ApiRight]]).await,
    ]
}

impl Caller {
    fn request(&self, method: &str, path: &str) -> Request {
        let headers = self.headers.iter();
        let request = Request::new(method, path);
        headers.fold(request, |request, (name, value)| {
            request.header(name, value)
        })
    }
}

/// What an answer says to a caller, without the words that differ from address to address.
fn words(answer: &Answer, path: &str) -> (u16, String) {
    let escaped = path.replace('&', "&amp;");
    let text = answer.text().replace(&escaped, "");
    // Where a form on the page leads back to.
    let text = text.replace(&format!("value=\"{}\"", way_back(path)), "value=\"\"");
    (answer.status, without_tokens(&text))
}

async fn check(world: &World, caller: &Caller, kind: Kind, row: (&str, &str, Need, &str)) {
    let (method, _, need, path) = row;
    let what = format!("{} at {method} {path}", caller.what);
    let web = world.web();
    match expected(need, caller, kind) {
        Said::ComeIn => {
            // What takes something away by its method alone is not tried on what is needed here.
            if method == "DELETE" || need == Need::Nobody {
                return;
            }
            // Nothing is changed: a form without its token, a document that is none.
            let answer = head(web, &caller.request(method, path).body("x/x", "x")).await;
            let form = kind == Kind::Page && method != "GET";
            let inside = match answer.status {
                403 => form,
                401 | 404 => false,
                303 => !answer.header("location").starts_with("/sign-in"),
                _ => !form,
            };
            assert!(inside, "{what}: {}", answer.status);
        }
        Said::SignIn => {
            let answer = fetch(web, &caller.request(method, path)).await;
            check_headers(&answer);
            if kind == Kind::Page {
                assert_eq!((answer.status, answer.body.len()), (303, 0), "{what}");
                assert!(answer.header("location").starts_with("/sign-in?"), "{what}");
            } else {
                assert_eq!(answer.status, 401, "{what}");
            }
        }
        Said::NothingHere => {
            let nowhere = if kind == Kind::Page {
                "/none"
            } else {
                "/api/v1/none"
            };
            let answer = fetch(web, &caller.request(method, path)).await;
            let nothing = fetch(web, &caller.request(method, nowhere)).await;
            assert_eq!(answer.status, 404, "{what}");
            assert_eq!(words(&answer, path), words(&nothing, nowhere), "{what}");
        }
    }
}

/// A token of the caller: of those of others they know nothing.
fn own_token(world: &World, caller: &Caller) -> String {
    let view = world.desk().store().read().unwrap();
    let tokens = store::api_token::all(&view).unwrap();
    let own = tokens
        .iter()
        .find(|(_, token)| Some(token.user) == caller.user);
    own.map_or(0, |(_, token)| token.id.0).to_string()
}

/// An upload of the caller, if they may make one.
async fn own_upload(world: &World, caller: &Caller) -> String {
    if !caller.api.is_some_and(|rights| rights.has(TicketReply)) {
        return "0".to_owned();
    }
    let request = caller.request("POST", "/api/v1/uploads?name=x");
    let made = fetch(world.web(), &request.body("text/plain", "x")).await;
    made.expect(201).json()["id"].to_string()
}

fn with_file() -> Mail {
    Mail::with(
        "ines@cust.example",
        "lamp",
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n",
        "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>dark</p>\r\n--b\r\n\
         Content-Type: text/plain; name=x\r\nContent-Disposition: attachment; filename=x\r\n\r\nx\r\n--b--",
    )
}

#[test]
fn every_route_for_everybody() {
    play(async |world| {
        world.ticket(&with_file()).await;
        let tagged = serde_json::json!({"tags": ["lamp"]});
        let tagged = world.api().patch("/api/v1/tickets/1", &tagged).await;
        tagged.expect(200);
        let hours = serde_json::json!({"name": "Office", "hours": {"mon": ["09:00-17:00"]}});
        let calendar = world.api().post("/api/v1/calendars", &hours).await;
        calendar.expect(201);
        let ticket = world.api().ticket(1).await;
        let lines = ticket["activities"].as_array().unwrap();
        let message = lines.iter().find(|line| line["kind"] == "mail").unwrap()["id"].to_string();
        let everybody = everybody(world).await;
        let mut asked = 0;
        for caller in &everybody {
            if let Some(user) = caller.user
                && caller.page.or(caller.api).is_some()
            {
                world.give(1, user).await;
            }
            let (token, upload) = (own_token(world, caller), own_upload(world, caller).await);
            let before = (world.tickets(), world.desk().newest_change().unwrap());
            for (line, (method, path, need, address)) in ROUTES.iter().zip(DOORS) {
                let address = address
                    .replace("{m}", &message)
                    .replace("{k}", &token)
                    .replace("{u}", &upload);
                check(world, caller, line.kind(), (method, path, *need, &address)).await;
                asked += 1;
            }
            let after = (world.tickets(), world.desk().newest_change().unwrap());
            assert_eq!(after, before, "{} changed something", caller.what);
        }
        println!(
            "{} callers × {} routes: {asked}",
            everybody.len(),
            ROUTES.len()
        );
        assert_eq!(asked, everybody.len() * ROUTES.len());
    });
}

/// A token's scopes are asked for wherever something is changed: being somebody is not enough there.
#[test]
fn every_door_of_the_api_that_changes_something_names_a_right() {
    for (line, (method, path, need, _)) in ROUTES.iter().zip(DOORS) {
        let reads = line.kind() == Kind::Page || *method == "GET";
        let named = matches!(
            need,
            Need::Has(_) | Need::Keeper(_) | Need::Whole(_) | Need::OneOf(_)
        );
        assert!(reads || named, "{method} {path}");
    }
}

/// The rows that name the audit log, all of which read it.
#[test]
fn no_door_edits_the_audit_log() {
    let doors: Vec<_> = ROUTES
        .iter()
        .filter(|line| line.path.contains("audit"))
        .map(|line| (line.method.as_str(), line.path))
        .collect();
    let reads = [
        ("GET", "/settings/audit"),
        ("GET", "/settings/audit.csv"),
        ("GET", "/api/v1/audit"),
    ];
    assert_eq!(doors, reads);
}
