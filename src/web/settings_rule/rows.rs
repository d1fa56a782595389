//! From a draft to what its page takes.

use crate::{
    desk::book::Book,
    domain::{
        group::Group,
        rule::{
            DEPTH, When,
            action::Kind,
            condition::{Field, Operator, Shape},
            team::Share,
        },
    },
    web::{
        draw,
        list_query::read_assignee,
        view::{
            AssigneeOption,
            rule::{Broken, Place, RuleError},
            settings_rule::{
                ActionRow, Choices, ConditionRow, EventBox, Row, RuleDraft, ShareOption,
            },
        },
    },
};

use super::{
    draft::{Action, Condition, Draft, What},
    edit::{SHARE, kind_shape, read_share, write_share},
};

/// Tags that are offered while typing.
const TAGS: usize = 500;

/// What can be chosen anywhere in the form.
#[must_use]
pub fn choices(book: &Book) -> Choices {
    let mailboxes = book.mailboxes.iter();
    let tags = book.tags().into_iter().take(TAGS);
    Choices {
        fields: Field::ALL.iter().map(|field| field.word()).collect(),
        actions: Kind::ALL.into_iter().map(Kind::word).collect(),
        assignees: draw::assignees(book),
        shares: shares(book),
        mailboxes: mailboxes.map(|it| it.address.to_string()).collect(),
        tags: tags.map(|tag| tag.name.clone()).collect(),
    }
}

fn shares(book: &Book) -> Vec<ShareOption> {
    let option = |share: Share, group: &Group| ShareOption {
        value: write_share(share, group.id),
        share: draw::rule::dashed(share.word()),
        group: group.name.clone(),
    };
    let ways = Share::ALL.into_iter();
    ways.flat_map(|share| book.groups.iter().map(move |group| option(share, group)))
        .collect()
}

/// What stands around the rows while they are drawn.
pub struct Around<'a> {
    pub book: &'a Book,
    pub choices: &'a Choices,
    pub errors: &'a [RuleError],
    pub broken: &'a [Broken],
}

impl Draft {
    /// Draws the whole form.
    #[must_use]
    pub fn drawn(&self, around: &Around<'_>) -> RuleDraft {
        let actions = self.actions.iter().enumerate();
        RuleDraft {
            name: self.name.clone(),
            description: self.description.clone(),
            enabled: self.enabled,
            when: When::ALL
                .into_iter()
                .map(|when| EventBox {
                    word: when.word(),
                    is_on: self.when.iter().any(|word| word == when.word()),
                })
                .collect(),
            rows: self.rows(around),
            actions: actions.map(|(at, it)| around.action(at, it)).collect(),
            stop: self.stop,
        }
    }

    fn rows(&self, around: &Around<'_>) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let (mut groups, mut conditions) = (0, 0);
        for (at, node) in self.nodes.iter().enumerate() {
            while at > 0 && open.last().is_some_and(|group| *group != node.inside) {
                rows.extend(open.pop().map(|group| self.end(group)));
            }
            let (number, inside) = (at + 1, node.inside + usize::from(at > 0));
            match &node.what {
                What::Group(join) => {
                    open.push(at);
                    rows.push(Row::Group {
                        number,
                        inside,
                        ordinal: groups,
                        join: join.word(),
                        errors: around.errors_of(&format!("n{number}-")),
                    });
                    groups += 1;
                }
                What::Condition(condition) => {
                    conditions += 1;
                    let row = around.condition(number, conditions, condition);
                    rows.push(Row::Condition(Box::new(ConditionRow { inside, ..row })));
                }
            }
        }
        while let Some(group) = open.pop() {
            rows.push(self.end(group));
        }
        rows
    }

    fn end(&self, at: usize) -> Row {
        Row::End {
            number: at + 1,
            is_outermost: at == 0,
            may_nest: self.depth(at) + 1 < DEPTH,
        }
    }
}

impl Around<'_> {
    fn errors_of(&self, prefix: &str) -> Vec<RuleError> {
        let errors = self.errors.iter();
        errors
            .filter(|error| error.id.starts_with(prefix))
            .cloned()
            .collect()
    }

    fn broken_at(&self, place: Place) -> Vec<&'static str> {
        let broken = self.broken.iter().filter(|it| it.place == place);
        broken.map(|it| it.word).collect()
    }

    fn condition(&self, number: usize, ordinal: usize, it: &Condition) -> ConditionRow {
        let field = Field::from_word(&it.field).unwrap_or(Field::Subject);
        let operators = field.shape().operators();
        let chosen = Operator::from_word(&it.operator).filter(|it| operators.contains(it));
        let operator = chosen.or_else(|| operators.first().copied());
        let has_value = operator.is_some_and(Operator::takes_value);
        let has_words = field.shape() == Shape::Text && operator.is_some_and(Operator::takes_words);
        let shape = field.shape().word();
        ConditionRow {
            number,
            inside: 0,
            ordinal,
            field: field.word().to_owned(),
            name: it.name.clone(),
            is_named: field.is_named(),
            operators: operators.iter().map(|it| it.word()).collect(),
            operator: operator.map_or("", Operator::word).to_owned(),
            shape,
            has_value,
            gone: self.gone(shape, &it.value),
            value: it.value.clone(),
            words: has_words.then_some(it.words),
            can_be_forged: field.can_be_forged(),
            broken: self.broken_at(Place::Condition(ordinal as u64)),
            errors: self.errors_of(&format!("n{number}-")),
        }
    }

    fn action(&self, at: usize, it: &Action) -> ActionRow {
        let (number, shape) = (at + 1, kind_shape(&it.action));
        ActionRow {
            number,
            action: it.action.clone(),
            shape,
            gone: self.gone(shape, &it.value),
            value: it.value.clone(),
            broken: self.broken_at(Place::Action(number as u64)),
            errors: self.errors_of(&format!("a{number}-")),
        }
    }

    /// The name of a choice that is not in the list any more.
    #[must_use]
    pub fn gone(&self, shape: &str, value: &str) -> String {
        let is = |option: &AssigneeOption| option.value == value;
        match shape {
            "assignee" if !value.is_empty() && !self.choices.assignees.iter().any(is) => {
                let name = read_assignee(value).map(|it| self.book.assignee_name(it));
                name.unwrap_or(value).to_owned()
            }
            SHARE => match read_share(value) {
                None => self.gone("assignee", value),
                Some((_, group)) if self.book.group(group).is_some() => String::new(),
                Some((_, group)) => self.book.group_name(group).unwrap_or(value).to_owned(),
            },
            "mailbox" if !value.is_empty() => {
                let there = self.choices.mailboxes.iter().any(|it| it == value);
                if there {
                    String::new()
                } else {
                    value.to_owned()
                }
            }
            _ => String::new(),
        }
    }
}
