import { canonical } from '../../memory/identity/names.ts';

/**
 * By which words a question asks for what kinds of signals: `*` stands for any ending, `_` for a space. Kinds as in
 * `rubric.yml`; words in canonical form.
 */
const asked: readonly (readonly [kinds: string, words: string])[] = [
  [
    'competitor',
    'rival* competit* vendor* alternative* besides_us instead_of_us other_offers other_supplier* konkurren* wettbewerb* mitbewerb* concurren* compet* fournisseur* 경쟁* 競合* 他社* प्रतिस्पर्धी* प्रतियोगी*',
  ],
  [
    'objection',
    'worr* concern* object* risk risks risky nervous afraid fear* blocker* blocking block problem* raised raises raise still_open stopping hesitat* unhappy sorge* bedenk* einwand* einwande* angst problema* preocup* inquiet* crainte* souci* 걱정* 우려* 문제* 懸念* 心配* 不安* चिंता* समस्या* आपत्ति*',
  ],
  [
    'price_pressure',
    'price* pricing discount* expensive cheap* rebate* rabatt* teuer* preis* nachlass* prix remise* cher precio* preco* descuento* desconto* caro 가격* 할인* 비싸* 価格* 値引* 高い कीमत* दाम* छूट* महंगा*',
  ],
  [
    'amount proposal_out',
    'price* pricing cost costs quote* offer* worth value amount* how_much fee fees list_price per_seat per_unit a_device proposal* sum preis* angebot* summe betrag* kosten* prix devis montant* offre* precio* oferta* cotizacion* preco* proposta* valor* 가격* 견적* 금액* 제안* 価格* 見積* 金額* 提案* कीमत* दाम* राशि* प्रस्ताव*',
  ],
  [
    'terms_agreed',
    'agree* terms clause* liability payment price* condition* settled vereinbar* vertrag* klausel* accord* condition* clause* termos terminos acuerd* acord* 합의* 조건* 合意* 条件* शर्त*',
  ],
  [
    'budget_confirmed budget_doubt',
    'budget* money fund* frozen freeze freezes capex spend* paid pays pay_for pay afford* approved set_aside geld eingefroren mittel argent gele* finance* dinero dinheiro presupuesto* orcamento* verba* congelad* 예산* 동결* 자금* 予算* 凍結* 資金* बजट* पैसा* पैसे* फंड*',
  ],
  [
    'decision_maker decision_process',
    'who_signs signs signer* sign signed decides decide decided decision_maker* decision* approve* approval* authority in_charge yes_from boss board committee last_word unterschreib* entscheid* zustimm* genehmig* signe* decid* approuv* firma* aprob* aprov* assin* 결재* 승인* 결정* 서명* 決裁* 承認* 決定* 署名* मंजूरी* मंज़ूरी* हस्ताक्षर* फैसला* निर्णय*',
  ],
  [
    'champion',
    'champion* sponsor* supporter* on_our_side argues supports_us ally allies for_us fursprecher* allie* aliad* defensor* 지지* 味方* 推進* समर्थक*',
  ],
  [
    'close_date',
    'clos* close_date deadline* when_do_they_sign when_do_they_decide decision_date signing_date due december november january october quarter date sign signing unterschrift* abschluss* signature* cierre* fecha* prazo* 마감* 체결* 締結* 期限* तारीख*',
  ],
  [
    'next_step',
    'next_step* next_call next_meeting next_date meet meeting* workshop* appointment* scheduled agreed_step termin* nachst* rendez* prochain* proxim* reunion* reuniao* 다음* 회의* 次回* 会議* 打合* अगला* अगली* बैठक*',
  ],
  [
    'promise',
    'promis* owe owes owed commit* pledge* to_send still_to versproch* versprech* zusag* zugesagt promess* promis* promet* compromiso* prometi* compromisso* 약속* 約束* वादा* वादे*',
  ],
  [
    'pilot_agreed evaluation_passed',
    'pilot* trial* test* proof_of_concept poc evaluation* passed sample* probe* versuch* essai* pilote* prueba* piloto* teste* 시범* 시험* 샘플* 테스트* 試験* テスト* サンプル* トライアル* परीक्षण* ट्रायल* पायलट*',
  ],
  [
    'paper_process',
    'contract* legal security purchasing procurement paper* compliance nda questionnaire* vertrag* einkauf* rechtsabteilung* contrat* juridique* achats contrato* juridic* 계약* 법무* 보안* 契約* 法務* अनुबंध* कानूनी* सुरक्षा*',
  ],
  [
    'decision_criteria',
    'criteri* condition* judge* require* need needs before want wants expect* matters important kriteri* bedingung* voraussetzung* critere* exige* requisit* 기준* 조건* 基準* 条件* शर्त* मापदंड*',
  ],
  [
    'buyer_request',
    'ask_for asked_for request* want wants wanted expect* wunsch* wunscht bitte* demande* pide* pedir pediu* pedido* 요청* 요구* 依頼* 要望* मांग* माँग*',
  ],
  [
    'metrics pain',
    'how_many save* saving* lose* loss losses downtime target* measured cost_them worth_to_them figures at_the_start started before how_much pain why_do_they problem* wrong verlust* ausfall* ziel* schaden* perte* objectif* perdida* perda* meta* 손실* 불량* 목표* 損失* 不良* 目標* नुकसान* लक्ष्य*',
  ],
  [
    'setback',
    'setback* reorgani* restructur* leaves leave leaving left replac* takes_over take_over successor* cut cuts paused pause on_hold verlasst nachfolg* umbau* quitte* remplac* renunci* sustitu* substitu* deixa* saiu 퇴사* 후임* 조직개편* 退職* 後任* 異動* छोड़* जगह_लेगा*',
  ],
  [
    'ask_unanswered',
    'unanswered no_answer not_answered silent silence reply replied replies heard_back ghost* antwort* gemeldet reponse* repond* respuesta* respond* resposta* 답변* 답장* 返事* 返信* 回答* जवाब*',
  ],
  [
    'agreed_silence',
    'pause* paused until_when call_again may_we_call may_i_call do_not_call not_to_call quiet rest rests on_hold warten ruhe* attendre esperar 연락* 보류* 保留* 連絡* रुक* इंतज़ार*',
  ],
  [
    'person',
    'who_is who_are role* title* colleague* people position* takes_over replace* wer_ist rolle* qui_est quien_es quem_e 누구* 담당* 誰* 担当* कौन*',
  ],
  [
    'reason',
    'why_did lose lost win won reason* warum verloren gewonnen pourquoi perdu perd* porque 이유* 理由* वजह* कारण*',
  ],
  [
    'verbal_yes',
    'said_yes say_yes yes buy buying buys committed going_ahead ja_gesagt kaufen accept* comprar 수락* 買う हाँ*',
  ],
];

const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

const patterns = asked.map(([kinds, words]) => ({
  kinds: kinds.split(' '),
  pattern: new RegExp(words.split(' ').map(patternOf).join('|'), 'u'),
}));

function patternOf(word: string): string {
  const spaced = canonical(word.replace(/\*$/, '').replaceAll('_', ' '));
  if (spaceless.test(word)) return spaced;
  return ` ${spaced}${word.endsWith('*') ? '' : ' '}`;
}

/** The kinds of signals that a question asks for by its words; empty when it asks for none plainly. */
export function kindsAsked(question: string): ReadonlySet<string> {
  const text = ` ${canonical(question)} `;
  return new Set(patterns.flatMap(({ kinds, pattern }) => (pattern.test(text) ? kinds : [])));
}

/** Kinds that bear on one another: who comes to talk about a price must know of a budget in doubt. */
const families: readonly (readonly string[])[] = [
  ['budget_doubt', 'budget_confirmed', 'price_pressure', 'amount', 'proposal_out', 'terms_agreed'],
  ['decision_maker', 'decision_process', 'champion', 'setback'],
  ['close_date', 'next_step', 'agreed_silence', 'ask_unanswered', 'setback'],
  ['pilot_agreed', 'evaluation_passed', 'decision_criteria'],
  ['competitor', 'price_pressure'],
];

/** Kinds that matter where these are asked for. */
export function kindsBeside(asked: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(families.filter((family) => family.some((kind) => asked.has(kind))).flat());
}
