//! Times what 200 rules of 10 conditions cost one mail of 8 KiB: preparing the mail, deciding.
//!
//! Prints, judges nothing. Neither store nor network takes part.

use std::{hint::black_box, sync::Arc, time::Instant};

use guichet::domain::{
    assignee::Assignee,
    calendar::of_ticket::Service,
    id::{GroupId, MailboxId, RuleId, TagId},
    rule::{
        DefaultRule, Rule, When,
        action::Action,
        condition::{Condition, Field, Node, Operator, Part, Value},
        decide::decide,
        facts::{Facts, Folded, MailFacts, TicketFacts, Timing},
        set::{Known, Missing, RuleSet},
    },
    ticket::{Priority, Status},
    time::Timestamp,
};

const RULES: usize = 200;
const ROUNDS: usize = 5_000;
const NOW: Timestamp = Timestamp(1_800_000_000_000_000);

struct Everything;

impl Known for Everything {
    fn tag(&self, id: TagId) -> Option<TagId> {
        Some(id)
    }

    fn mailbox(&self, _: MailboxId) -> bool {
        true
    }

    fn unfit(&self, _: Assignee) -> Option<Missing> {
        None
    }
}

fn main() {
    for language in ["English", "French"] {
        let (subject, body) = mail(language);
        for mix in [Mix::Plain, Mix::Patterns] {
            let rules = (0..RULES).map(|number| rule(number, mix)).collect();
            let set = RuleSet::new(1, rules, DefaultRule::default(), &Everything, None);
            let facts = facts(&subject, &body);
            let plan = decide(&set, &facts, NOW);
            let verdicts = plan.verdicts.iter();
            let matched = verdicts.filter(|it| it.outcome.matched()).count();
            println!("{language}, {mix:?}: {matched} of {RULES} rules match");
            report("facts", || {
                black_box(self::facts(black_box(&subject), black_box(&body)));
            });
            report("decide", || {
                black_box(decide(&set, black_box(&facts), NOW));
            });
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Mix {
    Plain,
    /// Every tenth rule has a pattern on the body, another tenth one on the subject.
    Patterns,
}

/// Ten conditions: five look for words in subject or body, three at sender, domain and copies, two
/// at the ticket. All are asked, also where the first has decided.
fn rule(number: usize, mix: Mix) -> Rule {
    let word = |at: usize| format!("{}{}", WORDS[(number * 5 + at) % WORDS.len()], number % 7);
    let mut conditions = vec![
        text(Field::Subject, Operator::Contains, &word(0)),
        text(Field::Body, Operator::Contains, &word(1)),
        text(
            Field::SubjectOrBody,
            Operator::Contains,
            WORDS[number % WORDS.len()],
        ),
        text(
            Field::Body,
            Operator::Contains,
            &format!("{} {}", word(3), word(4)),
        ),
        text(Field::Body, Operator::DoesNotContain, &word(4)),
        text(
            Field::Sender,
            Operator::Is,
            &format!("person{number}@example.org"),
        ),
        text(
            Field::SenderDomain,
            Operator::EndsWith,
            &format!("client{number}.example"),
        ),
        text(Field::Cc, Operator::Contains, &format!("team{number}")),
        is(Field::Tag, Operator::Is, Value::Tag(TagId(number as u64))),
        is(
            Field::Priority,
            Operator::Less,
            Value::Priority(Priority::Urgent),
        ),
    ];
    if let Some(Node::Is(third)) = conditions.get_mut(2) {
        third.part = Part::WholeWord;
    }
    if mix == Mix::Patterns && number.is_multiple_of(10) {
        let pattern = format!("(order|commande) +n?[°o]? *{number}[0-9]{{4}}");
        conditions[1] = text(Field::Body, Operator::Matches, &pattern);
    }
    if mix == Mix::Patterns && number % 10 == 5 {
        conditions[0] = text(Field::Subject, Operator::Matches, r"^\[[A-Z]+-\d+\]");
    }
    let (last, first) = (conditions.split_off(5), conditions);
    Rule {
        id: RuleId(number as u64 + 2),
        revision: 1,
        name: format!("Rule {number}"),
        description: String::new(),
        enabled: true,
        when: vec![When::MailMakesTicket],
        conditions: Node::All(vec![Node::Any(first), Node::Any(last)]),
        actions: vec![
            Action::AddTag(TagId(number as u64 % 20)),
            Action::Priority(Priority::High),
        ],
        stop: false,
    }
}

fn text(field: Field, operator: Operator, value: &str) -> Node {
    is(field, operator, Value::Text(value.to_owned()))
}

fn is(field: Field, operator: Operator, value: Value) -> Node {
    Node::Is(Condition {
        field,
        name: String::new(),
        operator,
        value,
        part: Part::Anywhere,
    })
}

fn facts(subject: &str, body: &str) -> Facts {
    Facts {
        when: When::MailMakesTicket,
        mail: Some(Arc::new(MailFacts {
            subject: Folded::new(subject),
            body: Folded::new(body),
            sender: Some(Folded::new("jeanne.dupont@compta.example")),
            sender_domain: Some(Folded::new("compta.example")),
            mailboxes: vec![MailboxId(1)],
            cc: vec![
                Folded::new("chef@compta.example"),
                Folded::new("it@compta.example"),
            ],
            ..MailFacts::default()
        })),
        ticket: TicketFacts {
            name: subject.to_owned(),
            status: Status::Open,
            priority: Priority::Medium,
            assignee: None,
            tags: Vec::new(),
            customer: vec![
                "Jeanne Dupont".to_owned(),
                "jeanne.dupont@compta.example".to_owned(),
            ],
            mailbox: Some(MailboxId(1)),
            automatic: false,
            created: NOW,
            updated: NOW,
            snoozed: None,
            timing: Timing::default(),
        },
        own: None,
        group: Some(Assignee::Group(GroupId(1))),
        teams: Vec::new(),
        service: Service::none(),
        spent: Vec::new(),
    }
}

fn mail(language: &str) -> (String, String) {
    let (subject, paragraph) = match language {
        "English" => (ENGLISH_SUBJECT, ENGLISH),
        _ => (FRENCH_SUBJECT, FRENCH),
    };
    let mut body = String::new();
    for number in 1.. {
        if body.len() >= 8 << 10 {
            break;
        }
        body.push_str(&format!("{number}. {paragraph}\n\n"));
    }
    let end = body.floor_char_boundary(8 << 10);
    (
        subject.to_owned(),
        body.get(..end).unwrap_or_default().to_owned(),
    )
}

fn report(name: &str, mut once: impl FnMut()) {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            once();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "  {name:<7} min {:6.1} µs   median {:6.1} µs   p99 {:6.1} µs",
        at(0.0),
        at(0.5),
        at(0.99)
    );
}

const WORDS: [&str; 24] = [
    "vpn",
    "printer",
    "imprimante",
    "password",
    "mot de passe",
    "invoice",
    "facture",
    "licence",
    "réseau",
    "network",
    "écran",
    "screen",
    "urgent",
    "broken",
    "en panne",
    "order",
    "commande",
    "delivery",
    "livraison",
    "refund",
    "remboursement",
    "scanner",
    "outlook",
    "calendar",
];

const ENGLISH_SUBJECT: &str = "Printer on the second floor prints nothing since this morning";
const ENGLISH: &str = "Good morning, since the update of last night the printer beside room 214 \
    takes every job and prints nothing. We switched it off and on again, and a colleague tried \
    from another computer. The screen shows a warning that it wants a new password for the \
    network, but nobody here knows one. We have to send forty letters out before noon; could \
    somebody look at it, or tell us which other device we may use until then? Order no 4711 was \
    the last one that came out. Thank you very much, and a nice day to all of you.";
const FRENCH_SUBJECT: &str = "L'imprimante du deuxième étage n'imprime plus depuis ce matin";
const FRENCH: &str = "Bonjour, depuis la mise à jour de cette nuit, l'imprimante à côté du bureau \
    214 accepte tous les travaux et n'imprime rien. Nous l'avons éteinte puis rallumée, et une \
    collègue a essayé depuis un autre poste. L'écran affiche un avertissement : il faudrait un \
    nouveau mot de passe pour le réseau, mais personne ici ne le connaît. Nous devons expédier \
    quarante courriers avant midi ; quelqu'un pourrait-il passer, ou nous dire quel autre appareil \
    utiliser d'ici là ? La commande n° 4711 est la dernière qui soit sortie. Merci beaucoup et \
    bonne journée à tous.";
