// The event types of src/dragoman/codebook, written by web/write_types.py. Do not edit by hand.

/** A type of event: its kind, its score from -10 (conflict) to 10 (cooperation), and what it means. */
export interface TypeOfEvent {
  quad: string;
  score: number;
  meaning: string;
}

export const codebook: Record<string, TypeOfEvent> = {
  "ACCUSE": {
    "quad": "verbal conflict",
    "score": -3.0,
    "meaning": "Blame, criticism, complaint, investigation, charges and verdicts."
  },
  "AGREE": {
    "quad": "verbal cooperation",
    "score": 2.5,
    "meaning": "Agreement, promise or readiness to act in cooperation: to meet, help, yield, sign."
  },
  "AID": {
    "quad": "material cooperation",
    "score": 7.0,
    "meaning": "Material help: money, food, medicine, arms, training, peacekeepers, asylum."
  },
  "ASSAULT": {
    "quad": "material conflict",
    "score": -9.0,
    "meaning": "Deliberate use of physical force against people or property, by whoever and with whatever means."
  },
  "COERCE": {
    "quad": "material conflict",
    "score": -7.0,
    "meaning": "Force or law used short of violence: arrest, seizure, bans, curfews, blockades, deportation, sanctions."
  },
  "CONCEDE": {
    "quad": "verbal cooperation",
    "score": 5.0,
    "meaning": "Yielding in words or politics: resignations, demands accepted, reforms, bans eased, apologies under pressure."
  },
  "CONSULT": {
    "quad": "verbal cooperation",
    "score": 1.5,
    "meaning": "Meetings, visits, talks, calls, mediation."
  },
  "COOPERATE": {
    "quad": "material cooperation",
    "score": 6.0,
    "meaning": "Working together in deed: joint exercises, shared intelligence, trade, extradition, joint operations."
  },
  "MOBILIZE": {
    "quad": "material conflict",
    "score": -6.0,
    "meaning": "Military or police power is shown or raised: troops moved, alerts, call-ups, mobilisation."
  },
  "PROTEST": {
    "quad": "material conflict",
    "score": -6.0,
    "meaning": "Civilian demonstrations and other collective actions: rallies, strikes, boycotts, blockades of roads, riots."
  },
  "REJECT": {
    "quad": "verbal conflict",
    "score": -4.0,
    "meaning": "Refusals: of a demand, an offer, talks, cooperation; vetoes, defiance, denials."
  },
  "REQUEST": {
    "quad": "verbal conflict",
    "score": -2.0,
    "meaning": "Demands, appeals, orders and calls on others to do something."
  },
  "RETREAT": {
    "quad": "material cooperation",
    "score": 6.0,
    "meaning": "Yielding in deed: withdrawals, ceasefires, surrender, release of people or property, sanctions eased, access given."
  },
  "SANCTION": {
    "quad": "material conflict",
    "score": -5.0,
    "meaning": "Normal or cooperative relations are reduced: aid cut, talks left, diplomats expelled, peacekeepers withdrawn, travel warned against."
  },
  "SUPPORT": {
    "quad": "verbal cooperation",
    "score": 3.0,
    "meaning": "Praise, endorsement, defence in words, recognition, apology, congratulation, agreements that are signed."
  },
  "THREATEN": {
    "quad": "verbal conflict",
    "score": -5.0,
    "meaning": "Threats, warnings of harm, ultimatums, announced hostile acts."
  }
};
