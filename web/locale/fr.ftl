### Les phrases du guichet en français. `$` nomme ce qui est inséré ; seules balises : b, a, kbd et code.
### Espace insécable avant : ; ? et autour des unités.

## The shell of every page.

app-skip = Aller au contenu
app-brand = { $organization }, tous les tickets
app-brand-home = { $organization }, première page
app-main = Principal
app-tickets = Tickets
app-inbox = Boîte
app-keys = Touches
app-keyboard = Clavier
app-single-keys = Raccourcis à une touche
app-single-keys-hint = À désactiver si vous dictez ou utilisez un lecteur d’écran.
app-sign-out = Se déconnecter
app-language = Langue et thème
app-theme-toggle = Passer du clair au sombre
app-demo = <b>Ceci est une démonstration.</b> Les personnes et les tickets sont inventés, et aucun courriel ne quitte cette machine.
app-offline = Pas de liaison avec le guichet. L’affichage peut dater ; il se mettra à jour tout seul.
app-copy = Copier
app-copied = Copié
app-close = Fermer
app-cancel = Annuler
app-save = Enregistrer
app-error = Erreur :
app-problem = Il y a un problème
role-admin = Administrateur
role-expert = Expert
role-observer = Observateur
theme-system = Thème : celui du système
theme-light = Thème : clair
theme-dark = Thème : sombre
language-en = English
language-fr = Français

## The keyboard list.

key-next = Ticket suivant, précédent
key-open = Ouvrir le ticket
key-preview = Aperçu
key-search = Rechercher
key-create = Créer un ticket
key-reply = Répondre
key-note = Note
key-status = Changer le statut
key-priority = Changer la priorité
key-assign = Attribuer
key-tag = Ajouter une étiquette
key-tickets = Aller aux tickets
key-inbox = Aller à la boîte
key-send = Envoyer
key-keys = Cette liste
key-escape = Fermer, revenir

## Closed sets.

status-open = Ouvert
status-processing = En cours
status-waiting = En attente
status-closed = Fermé
priority-low = Basse
priority-medium = Moyenne
priority-high = Haute
priority-urgent = Urgente
assignee-nobody = Personne
assignee-group = Groupe :
assignee-users = Utilisateurs
assignee-groups = Groupes
view-needs-answer = À répondre
view-mine = Les miens
view-unassigned = Non attribués
view-not-closed = Non fermés
view-everything = Tout

## What can be wrong with a field.

problem-required = Remplissez ce champ
problem-address = Écrivez une adresse e-mail telle que nom@example.org
problem-addresses = Écrivez des adresses e-mail séparées par des virgules
problem-too-long = Écrivez moins : c’est plus long que ce que le guichet conserve
problem-password-short = Utilisez au moins 12 caractères
problem-zone = Écrivez un fuseau horaire tel que Europe/Paris
problem-choice = Choisissez dans la liste
problem-taken = C’est déjà utilisé
problem-file-too-large = Un fichier dépasse ce que le guichet envoie
problem-past = Choisissez une date à venir
problem-last-admin = Il faut garder au moins un administrateur qui puisse se connecter
problem-beyond-you = Vous ne pouvez ni donner ni retirer des droits que vous n’avez pas vous-même
problem-predefined = Les rôles d’origine gardent leur nom, et l’administrateur ses droits

## Dates and sizes. A short month stands in lists, a long one in logs.

date-now = à l’instant
date-min = { $n } min
date-hours = { $n } h
date-yesterday = hier
date-today = Aujourd’hui
date-yesterday-line = Hier
date-line = { $weekday } { $date }
date-long =
    { $day ->
        [1] 1er
       *[other] { $day }
    } { $month }
date-long-year =
    { $day ->
        [1] 1er
       *[other] { $day }
    } { $month } { $year }
date-short =
    { $day ->
        [1] 1er
       *[other] { $day }
    } { $month }
date-short-year =
    { $day ->
        [1] 1er
       *[other] { $day }
    } { $month } { $year }
date-at = { $date }, { $time }
date-weekday-1 = Lundi
date-weekday-2 = Mardi
date-weekday-3 = Mercredi
date-weekday-4 = Jeudi
date-weekday-5 = Vendredi
date-weekday-6 = Samedi
date-weekday-7 = Dimanche
date-month-1 = janvier
date-month-2 = février
date-month-3 = mars
date-month-4 = avril
date-month-5 = mai
date-month-6 = juin
date-month-7 = juillet
date-month-8 = août
date-month-9 = septembre
date-month-10 = octobre
date-month-11 = novembre
date-month-12 = décembre
date-month-short-1 = janv.
date-month-short-2 = févr.
date-month-short-3 = mars
date-month-short-4 = avr.
date-month-short-5 = mai
date-month-short-6 = juin
date-month-short-7 = juil.
date-month-short-8 = août
date-month-short-9 = sept.
date-month-short-10 = oct.
date-month-short-11 = nov.
date-month-short-12 = déc.
size-bytes = { $n } o
size-kb = { $n } Ko
size-mb = { $n } Mo
size-gb = { $n } Go

## The overview.

ticket_list-title = Tickets
ticket_list-search = Rechercher des tickets
ticket_list-search-hint = Rechercher un nom, un client ou un numéro
ticket_list-views = Vues
ticket_list-filters = Filtres rapides
ticket_list-clear = Effacer les filtres
ticket_list-caption = Tickets, les derniers modifiés d’abord. Entrée ouvre, espace montre l’aperçu.
ticket_list-total =
    { $total ->
        [one] { $total } ticket
       *[other] { $total } tickets
    }
ticket_list-older = Voir les plus anciens
ticket_list-newest = Revenir aux plus récents
ticket_list-new =
    { $n ->
        [one] { $n } nouveau, afficher
       *[other] { $n } nouveaux, afficher
    }
ticket_list-first = Pas encore de ticket
ticket_list-first-hint = Chaque courriel envoyé à cette adresse devient un ticket ici :
ticket_list-first-create = En créer un à la main
ticket_list-none = Aucun résultat
ticket_list-none-hint = Retirez un filtre ou cherchez avec moins de mots.
ticket_list-error = La liste n’a pas pu être lue.
ticket_list-error-hint = Rien n’est perdu : vos tickets sont toujours là.
ticket_list-again = Réessayer
ticket_list-preview = Aperçu
ticket_list-preview-close = Fermer l’aperçu
ticket_list-go = Ouvrir le ticket
ticket_list-latest = Dernier message
ticket_list-activities = Dernières activités

## A ticket made by hand.

ticket_create-title = Créer un ticket
ticket_create-email = Adresse e-mail du client
ticket_create-email-hint = Une adresse nouvelle crée le client. Laissez vide pour une personne qui n’a que le téléphone.
ticket_create-customer = Nom du client
ticket_create-phone = Téléphone
ticket_create-tags-hint = Séparées par des virgules

## The ticket inbox.

inbox-label = Boîte de tickets
inbox-open = Ouvrir la boîte
inbox-close = Fermer la boîte
inbox-search = Rechercher dans la boîte
inbox-search-hint = Rechercher
inbox-none = Rien ici.
inbox-ticket = Ticket
inbox-choose = Choisissez un ticket
inbox-choose-hint = <kbd>J</kbd> et <kbd>K</kbd> parcourent la liste, <kbd>↵</kbd> ouvre.
inbox-done = Tout est fait
inbox-done-hint = Aucun ticket n’attend ici. Les nouveaux apparaissent d’eux-mêmes.

## A ticket and its fields.

ticket-label = Ticket { $number }
ticket-ticket = Ticket
ticket-name = Nom
ticket-description = Description
ticket-customer = Client
ticket-status = Statut
ticket-priority = Priorité
ticket-assignee = Responsable
ticket-tags = Étiquettes
ticket-created = Créé
ticket-updated = Modifié
ticket-mailbox = Boîte mail
ticket-automatic = Courrier automatique
ticket-close = Fermer
ticket-reopen = Rouvrir
ticket-details = Détails du ticket
ticket-fields = Détails
ticket-back = Revenir à la conversation
ticket-log = Journal d’activité
ticket-newer =
    { $n ->
        [one] { $n } nouvelle ligne, afficher
       *[other] { $n } nouvelles lignes, afficher
    }
ticket-tag-add = Ajouter une étiquette
ticket-tag-remove = Retirer l’étiquette { $tag }
ticket-no-description = Pas de description
ticket-no-tags = Aucune étiquette
ticket-gone = Ce ticket ne vous est plus visible
ticket-gone-hint = Il a été confié à quelqu’un d’autre, ou ce que vous pouvez voir a changé. Un texte commencé reste dans cette fenêtre jusqu’à ce que vous la fermiez ou vous déconnectiez.
ticket-gone-back = Retour à la boîte
ticket-edit-text = Modifier le nom et la description
ticket-earlier = Tickets précédents

## The lines of the log.

log-the-desk = Le guichet
log-created-mail = Créé à partir d’un courriel à <b>{ $address }</b>
log-created-mail-only = Créé à partir d’un courriel
log-created-hand = <b>{ $who }</b> a créé le ticket
log-created-api = <b>{ $who }</b> a créé le ticket par programme
log-created-automatic = (courrier automatique, jamais suivi d’une réponse automatique)
log-message-in = <b>{ $who }</b> a écrit
log-message-out = <b>{ $who }</b> a répondu
log-message-by = Message de { $name }
log-note = <b>{ $who }</b> a écrit une note
log-note-by = Note de { $name }
log-note-word = note, pour votre équipe
log-name = <b>{ $who }</b> a changé le nom de { $old } à <b>{ $new }</b>
log-description = <b>{ $who }</b> a modifié la description
log-status-asked = <b>{ $who }</b> a changé le statut : { $old } → <b>{ $new }</b>
log-status-customer-wrote = Le client a écrit : statut { $old } → <b>{ $new }</b>
log-status-sent = <b>{ $who }</b> a répondu : statut { $old } → <b>{ $new }</b>
log-status-first-reply = Première réponse de <b>{ $who }</b> : statut { $old } → <b>{ $new }</b>
log-priority = <b>{ $who }</b> a changé la priorité : { $old } → <b>{ $new }</b>
log-assignee-asked = <b>{ $who }</b> a changé le responsable : { $old } → <b>{ $new }</b>
log-assignee-customer-wrote = Le client a écrit : responsable { $old } → <b>{ $new }</b>
log-assignee-sent = <b>{ $who }</b> a répondu : responsable { $old } → <b>{ $new }</b>
log-assignee-first-reply = Première réponse de <b>{ $who }</b> : responsable { $old } → <b>{ $new }</b>
log-assignee-left = <b>{ $old }</b> a rendu ce ticket : le responsable est maintenant <b>{ $new }</b>
log-assignee-made = Créé par une personne qui ne le verrait pas autrement : le responsable est <b>{ $new }</b>
log-tag-added = <b>{ $who }</b> a ajouté l’étiquette <b>{ $tag }</b>
log-tag-removed = <b>{ $who }</b> a retiré l’étiquette <b>{ $tag }</b>
log-linked-number-only = Lié à <a href="{ $href }">{ $number } { $name }</a> : le message n’en citait que le numéro, et son expéditeur n’est pas prouvé
log-linked-received-id-only = Lié à <a href="{ $href }">{ $number } { $name }</a> : le message répond à l’un des siens, et son expéditeur n’est pas prouvé
log-linked-closed-long-ago = Lié à <a href="{ $href }">{ $number } { $name }</a>, fermé depuis trop longtemps pour être rouvert
log-participant-known = <b>{ $name }</b> ({ $address }) participe désormais
log-participant-stranger = <b>{ $name }</b> ({ $address }) est arrivé par l’adresse de réponse et n’était pas connu ici
log-participant-confirmed = <b>{ $who }</b> a confirmé la participation de <b>{ $address }</b>
log-delivery-failed = Non remis à <b>{ $recipient }</b> : { $reason }
log-to = à { $to }
log-cc = , cc { $cc }
log-subject = Objet :
log-no-text = Ce message n’a pas de texte.
log-quoted = Afficher le texte cité
log-html = Afficher la mise en page
log-frame = Message de { $name } dans sa mise en page
log-remote = Charger les images du serveur de l’expéditeur
log-raw = Original
log-not-parsed-too-complex = Ce message est d’une construction trop compliquée pour être affiché. L’original est gardé.
log-not-parsed-poison = Ce message n’a pas pu être lu. L’original est gardé.
log-stranger = Nouveau dans ce ticket : arrivé par l’adresse de réponse, sans y avoir participé. N’est pas en copie de vos réponses.
log-stranger-confirm = Laisser participer
log-automatic-bounce = Un avis de retour d’un de nos messages
log-automatic-reply = Une réponse automatique
log-automatic-generated = Envoyé par un programme ou une liste
log-also-to = aussi à { $addresses }

## Where a sent mail stands.

delivery-queued = En file
delivery-sending = Envoi en cours
delivery-delivered = Remis à { $at }
delivery-server = accepté par { $server }, non chiffré
delivery-server-tls = accepté par { $server } en TLS
delivery-delayed = Retardé, prochain essai { $next }
delivery-failed = Non remis à { $at }

## Writing.

composer-write = Écrire
composer-mail = Nouveau courriel
composer-note = Note
composer-to = À
composer-cc = Cc
composer-cc-hint = Adresses séparées par des virgules
composer-text = Message
composer-mail-hint = Écrire à { $name }…
composer-attach = Joindre des fichiers
composer-send = Envoyer à { $name }
composer-send-keep = Envoyer
composer-send-waiting = Envoyer et attendre
composer-send-closed = Envoyer et fermer
composer-then-keep = garder le statut
composer-then-waiting = puis En attente
composer-then-closed = puis Fermé
composer-other = Autres façons d’envoyer
composer-held = Non envoyé : { $who } a écrit entre-temps ({ $ago }).
composer-held-hint = Lisez d’abord ; votre texte est gardé. Renvoyez-le s’il convient toujours.
composer-held-show = Afficher
composer-no-address = Ce client n’a pas d’adresse e-mail : écrivez une note, ou téléphonez.
composer-team-only = Visible de votre équipe seulement.
composer-note-text = Note
composer-note-hint = Écrire à votre équipe…
composer-add-note = Ajouter la note

## Signing in.

sign_in-title = Se connecter
sign_in-email = Adresse e-mail
sign_in-password = Mot de passe
sign_in-show = Afficher le mot de passe
sign_in-no-match = Cette adresse et ce mot de passe ne vont pas ensemble
sign_in-paused =
    { $minutes ->
        [one] Trop d’essais. Attendez { $minutes } minute, puis réessayez.
       *[other] Trop d’essais. Attendez { $minutes } minutes, puis réessayez.
    }
sign_in-forgotten = Oublié ? La personne qui gère ce guichet peut en définir un autre : <code>guichet user password</code>

## First run.

setup-title-organization = Installation 1 sur 4
setup-title-address = Installation 2 sur 4
setup-title-admin = Installation 3 sur 4
setup-title-first-mail = Installation 4 sur 4
setup-progress = Avancement
setup-step-organization = Organisation
setup-step-address = Adresse
setup-step-admin = Administrateur
setup-step-first-mail = Premier courriel
setup-organization = Pour qui est ce guichet ?
setup-organization-name = Nom de l’organisation
setup-organization-hint = Les clients le voient dans les courriels.
setup-language = Langue des clients
setup-language-hint = Chaque expert choisit sa propre langue.
setup-zone = Fuseau horaire
setup-zone-hint = Par exemple Europe/Paris.
setup-address = À quelle adresse les clients écrivent-ils ?
setup-address-text = Cette machine reçoit elle-même le courrier. Aucune boîte à louer, aucun mot de passe à garder.
setup-mailbox = Adresse du guichet
setup-mailbox-hint = Par exemple support@example.org.
setup-mailbox-mx = Pour recevoir d’Internet, l’enregistrement <code>MX</code> du domaine désigne cette machine. Cela peut attendre : un message envoyé d’ici suffit pour essayer.
setup-admin = Votre propre compte
setup-admin-name = Votre nom
setup-password-hint = 12 caractères ou plus. Une phrase se retient bien et se devine mal.
setup-continue = Continuer
setup-create = Créer le compte
setup-back = Retour
setup-foot = Rien n’est définitif avant la création du compte.
setup-first-mail = Écrivez-vous maintenant
setup-first-mail-text = Envoyez n’importe quel courriel à cette adresse, depuis votre téléphone ou votre messagerie. Il apparaît ci-dessous en quelques secondes.
setup-the-address = l’adresse du guichet
setup-listening = À l’écoute de votre message
setup-console = Journal de réception
setup-console-ready = réception prête sur { $address }
setup-works = Ça marche. Voici votre premier ticket :
setup-open = Ouvrir le guichet
setup-reload = Regarder à nouveau
setup-skip = Passer, j’essaierai plus tard
setup-nothing = Rien n’arrive ?
setup-nothing-test = Depuis cette machine : <code>swaks --server { $listen } --to { $address }</code>
setup-nothing-port = Certains hébergeurs bloquent le port 25 : demandez au vôtre de l’ouvrir.
setup-nothing-attempt = Chaque tentative, même refusée, figure dans le journal ci-dessus avec la raison.

## The settings.
app-settings = Réglages
settings-title = Réglages
settings-organization = Organisation
settings-mail = Boîtes mail
settings-tags = Étiquettes
settings-people = Personnes et droits
settings-tokens = Jetons d’API
settings-audit = Journal d’audit

## The audit log.

settings_audit-lead = Qui a fait quoi, quand, d’où. Personne ne peut le modifier ; chaque ligne est chaînée à la précédente.
settings_audit-export = Exporter
settings_audit-search = Rechercher dans le journal
settings_audit-search-hint = Une personne, une adresse, une action
settings_audit-go = Rechercher
settings_audit-kind = Type
settings_audit-every-kind = Tous les types
settings_audit-kind-access = Accès
settings_audit-kind-people = Personnes
settings_audit-kind-settings = Réglages
settings_audit-lines = Lignes du journal d’audit
settings_audit-when = Quand
settings_audit-who = Qui
settings_audit-what = Quoi
settings_audit-from = D’où
settings_audit-to = devient
settings_audit-nothing = rien
settings_audit-stranger = Non connecté
settings_audit-command = Ligne de commande
settings_audit-token = Jeton d’API { $name }
settings_audit-link = par un lien
settings_audit-none = Rien ne correspond dans le journal d’audit.
settings_audit-none-yet = Rien ne correspond pour l’instant.
settings_audit-stopped = La recherche s’est arrêtée pour rester rapide ; les lignes plus anciennes n’ont pas encore été lues.
settings_audit-go-on = Chercher plus loin
settings_audit-older = Plus anciennes
settings_audit-newest = Plus récentes
settings_audit-broken = Le journal d’audit a été touché : la ligne { $line } manque ou a été modifiée.
settings_audit-broken-hint = Quelqu’un qui a accès au dossier de données l’a fait. Comparez avec un export ou une sauvegarde.
settings_audit-chain =
    { $n ->
        [one] Chaîne vérifiée à { $at } : { $n } ligne, aucune ne manque.
       *[other] Chaîne vérifiée à { $at } : { $n } lignes, aucune ne manque.
    }
settings_audit-chain-broken =
    { $n ->
        [one] Chaîne vérifiée à { $at } : { $n } ligne, et elle est rompue.
       *[other] Chaîne vérifiée à { $at } : { $n } lignes, et elle est rompue.
    }
settings_audit-chain-part =
    { $n ->
        [one] { $n } ligne vérifiée jusqu’ici, aucune ne manque.
       *[other] { $n } lignes vérifiées jusqu’ici, aucune ne manque.
    }
settings_audit-verify = Tout vérifier de nouveau
settings_audit-verify-on = Vérifier la suite
audit-signed-in = S’est connecté
audit-sign-in-failed = Connexion refusée
audit-sign-in-paused = Connexion suspendue après trop de mots de passe erronés
audit-code-failed = Code erroné à la seconde étape
audit-signed-out = S’est déconnecté
audit-sign-in-revoked = A mis fin à une connexion : { $subject }
audit-password-set = A défini le mot de passe de { $subject }
audit-password-asked = A demandé un lien pour définir le mot de passe de { $subject }
audit-second-step-on = A activé la seconde étape de { $subject }
audit-second-step-off = A désactivé la seconde étape de { $subject }
audit-recovery-used = S’est connecté avec un code de secours
audit-recovery-made = A créé de nouveaux codes de secours
audit-token-made = A créé le jeton d’API { $subject }
audit-token-revoked = A révoqué le jeton d’API { $subject }
audit-token-changed = A modifié le jeton d’API { $subject }
audit-audit-exported = A exporté le journal d’audit
audit-user-made = A créé l’utilisateur { $subject }
audit-user-invited = A invité { $subject }
audit-user-changed = A modifié l’utilisateur { $subject }
audit-user-deactivated = A désactivé { $subject }
audit-user-activated = A activé { $subject }
audit-group-made = A créé le groupe { $subject }
audit-group-changed = A modifié le groupe { $subject }
audit-group-deleted = A supprimé le groupe { $subject }
audit-group-restored = A rétabli le groupe { $subject }
audit-role-made = A créé le rôle { $subject }
audit-role-changed = A modifié le rôle { $subject }
audit-role-deleted = A supprimé le rôle { $subject }
audit-desk-set-up = A installé le guichet avec { $subject } pour administrateur
audit-organization-changed = A modifié l’organisation
audit-mailbox-made = A créé la boîte { $subject }
audit-mailbox-changed = A modifié la boîte { $subject }
audit-mailbox-deleted = A supprimé la boîte { $subject }
audit-mailbox-restored = A rétabli la boîte { $subject }
audit-tag-made = A créé l’étiquette { $subject }
audit-tag-changed = A modifié l’étiquette { $subject }
audit-tag-merged = A fusionné l’étiquette { $subject } avec une autre
audit-tag-deleted = A supprimé l’étiquette { $subject }
audit-tag-restored = A rétabli l’étiquette { $subject }

## The first page of somebody who sees no tickets.

home-title = Ce que vous pouvez faire
home-signed-in = Vous êtes connecté en tant que <b>{ $name }</b>.
home-no-tickets = Votre rôle ne vous montre aucun ticket.
home-may = Voici ce qui vous revient :
home-may-settings = Modifier ce qui vaut pour toute l’organisation
home-may-mailboxes = Créer et modifier des boîtes
home-may-tags = Ranger les étiquettes
home-may-people = Gérer les personnes, les groupes et les rôles
home-may-api = Créer vos propres jetons d’API
home-may-audit = Lire le journal d’audit
home-nothing = Rien d’autre ne vous est encore ouvert.
home-ask = Si ce n’est pas ce que vous attendiez, parlez-en à un administrateur de votre guichet : l’effet est immédiat.

## What went wrong.

error-home = Revenir au guichet
error-reference = Donnez à la personne qui gère ce guichet le numéro <code>{ $reference }</code> : il mène à la cause dans le journal.
error-bad-request-title = Cette demande est illisible
error-bad-request-text = Quelque chose dans l’adresse ou le formulaire est abîmé. Revenez et réessayez.
error-not-found-title = Rien ici
error-not-found-text = Cette page ou ce ticket n’existe pas, ou vous ne pouvez pas le voir.
error-forbidden-title = Hors de votre rôle
error-forbidden-text = Vous êtes connecté, mais votre rôle ne le permet pas. Un administrateur peut le changer.
error-form-expired-title = Ce formulaire est trop ancien
error-form-expired-text = Vous vous êtes reconnecté depuis son ouverture, ou il vient d’une autre page. Revenez, rechargez la page et envoyez-le à nouveau.
error-link-expired-title = Ce lien a expiré
error-link-expired-text = Un lien d’installation sert une fois et pendant une heure. Redémarrez le guichet : son journal en donne un nouveau.
error-conflict-title = Quelqu’un a été plus rapide
error-conflict-text = Un changement a eu lieu pendant que vous écriviez. Revenez, voyez ce qui est nouveau et réessayez.
error-too-large-title = C’est trop grand
error-too-large-text = Le guichet n’accepte pas autant d’un coup. Envoyez des fichiers plus petits ou moins nombreux.
error-misdirected-title = Le guichet a une autre adresse
error-misdirected-text = Il ne répond que sous l’adresse qui lui a été donnée.
error-unprocessable-title = Cette valeur est impossible
error-unprocessable-text = L’un des champs contient quelque chose que le guichet ne connaît pas. Revenez et choisissez à nouveau.
error-too-many-title = Trop de demandes
error-too-many-text = Attendez une minute, puis réessayez.
error-busy-title = De retour dans un instant
error-busy-text = Le guichet démarre, s’arrête ou est très occupé. Rien n’est perdu ; réessayez dans quelques secondes.
error-failed-title = Une erreur est survenue ici
error-failed-text = Ce n’est pas votre faute, et ce qui était enregistré est en sécurité.

# Courriels aux clients
mail-quote-intro = Le { $at }, { $who } a écrit :
