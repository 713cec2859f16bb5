/* A second count by the method `calibrated`, written from its formulas and sharing nothing with the product.

   recount(round) takes
     ballots    [{juror, dossier, marks: {criterion: "7.5"}}], decimals as text
     weights    {criterion: ".35"}; none means the one criterion "mark"
     quorum     ballots a dossier needs to be ranked
     ladder     names of the rungs a tie goes up, in their order
     decision   a recorded order of dossiers, best first; may be empty
   and gives {islands} where the marks cannot be put on one scale, else
     ranks, scores, severities by name, short (dossiers under the quorum with their ballots), and
     ties       [{dossiers, rank, resolved, steps: [{rung, values, groups}]}], best first.
   Every number that decides is an exact fraction, written "p/q".

   The way differs on purpose. The product takes the q out by hand, leaves one juror out and solves S b = r in
   whole numbers. Here the normal equations in all q and b stand as the sum of squares gives them, with Σ b = 0 as
   one line more, and Gauss and Jordan solve them in fractions. */

"use strict";

/* Fractions: p over q, lowest terms, q above zero. */

function fraction(p, q = 1n) {
  if (q === 1n) return { p, q };
  let one = p < 0n ? -p : p, two = q < 0n ? -q : q;
  while (two) [one, two] = [two, one % two];
  const shared = q < 0n ? -one : one;
  return { p: p / shared, q: q / shared };
}

const NOTHING = fraction(0n);
const plus = (one, two) => fraction(one.p * two.q + two.p * one.q, one.q * two.q);
const minus = (one, two) => fraction(one.p * two.q - two.p * one.q, one.q * two.q);
const times = (one, two) => fraction(one.p * two.p, one.q * two.q);
const over = (one, two) => fraction(one.p * two.q, one.q * two.p);
const whole = (number) => fraction(BigInt(number));
const sum = (values) => values.reduce(plus, NOTHING);
const mean = (values) => over(sum(values), whole(values.length));
const above = (one, two) => one.p * two.q > two.p * one.q;
const same = (one, two) => one.p === two.p && one.q === two.q;
const written = (value) => `${value.p}/${value.q}`;

function read(decimal) {
  const [before, after = ""] = decimal.split(".");
  return fraction(BigInt(before + after), 10n ** BigInt(after.length));
}

/* Tables of values by name. */

const table = (names, valueOf) => Object.fromEntries(names.map((name) => [name, valueOf(name)]));
const mapped = (values, change) => table(Object.keys(values), (name) => change(values[name], name));
const distinct = (names) => [...new Set(names)].sort();

/* The marks of some ballots, weighed over some criteria: rows[dossier][juror]. */
function weighed(ballots, weights) {
  const all = sum(Object.values(weights));
  const rows = {};
  for (const { juror, dossier, marks } of ballots) {
    const parts = Object.entries(weights).map(([criterion, weight]) => times(weight, marks[criterion]));
    (rows[dossier] ??= {})[juror] = over(sum(parts), all);
  }
  return rows;
}

/* Whoever can be reached from somebody over shared dossiers is on the same island. */
function islandsOf(ballots) {
  const islands = [];
  let left = ballots;
  while (left.length) {
    const jurors = new Set([left[0].juror]), dossiers = new Set();
    for (let before = 0; before < jurors.size + dossiers.size;) {
      before = jurors.size + dossiers.size;
      for (const { juror, dossier } of left) {
        if (jurors.has(juror) || dossiers.has(dossier)) jurors.add(juror), dossiers.add(dossier);
      }
    }
    islands.push({ jurors: [...jurors].sort(), dossiers: [...dossiers].sort() });
    left = left.filter(({ juror }) => !jurors.has(juror));
  }
  return islands.sort((one, two) => (one.dossiers[0] < two.dossiers[0] ? -1 : 1));
}

/* Solve lines of coefficients with the right side last; there may be more lines than unknowns. */
function solved(lines, unknowns) {
  for (let column = 0; column < unknowns; column++) {
    const found = lines.findIndex((line, place) => place >= column && line[column].p);
    [lines[column], lines[found]] = [lines[found], lines[column]];
    const pivot = lines[column] = lines[column].map((value) => over(value, lines[column][column]));
    lines.forEach((line, place) => {
      const factor = line[column];
      if (place === column || !factor.p) return;
      lines[place] = line.map((value, at) => (pivot[at].p ? minus(value, times(factor, pivot[at])) : value));
    });
  }
  if (lines.slice(unknowns).some((line) => line.some((value) => value.p))) throw new Error("no solution");
  return lines.slice(0, unknowns).map((line) => line[unknowns]);
}

/* Least Σ (y_ij − q_i − b_j)² with Σ b_j = 0. The derivative by each unknown is nothing:
   n_j b_j + Σ_i q_i = Σ_i y_ij for a juror, Σ_j b_j + W_i q_i = Σ_j y_ij for a dossier. */
function fitted(rows) {
  const jurors = distinct(Object.values(rows).flatMap(Object.keys)), dossiers = Object.keys(rows).sort();
  const unknowns = jurors.length + dossiers.length;
  const lines = Array.from({ length: unknowns + 1 }, () => Array(unknowns + 1).fill(NOTHING));
  const add = (line, column, value) => { lines[line][column] = plus(lines[line][column], value); };
  dossiers.forEach((dossier, place) => {
    for (const [juror, value] of Object.entries(rows[dossier])) {
      const b = jurors.indexOf(juror), q = jurors.length + place;
      for (const line of [b, q]) {
        add(line, b, whole(1));
        add(line, q, whole(1));
        add(line, unknowns, value);
      }
    }
  });
  jurors.forEach((_, b) => add(unknowns, b, whole(1)));
  const found = solved(lines, unknowns);
  return {
    severities: table(jurors, (juror) => found[jurors.indexOf(juror)]),
    scores: table(dossiers, (dossier) => found[jurors.length + dossiers.indexOf(dossier)]),
  };
}

/* Gather equal values, the highest first. */
function grouped(values) {
  const groups = [];
  for (const name of Object.keys(values).sort()) {
    const group = groups.find(([first]) => same(values[first], values[name]));
    group ? group.push(name) : groups.push([name]);
  }
  return groups.sort(([one], [two]) => (above(values[one], values[two]) ? -1 : 1));
}

/* The rungs: each gives a list of tests; a test gives {values, groups}, values null where it cannot compare. */

const highest = (values) => ({ values, groups: grouped(values) });
const lowest = (values) => ({ values, groups: grouped(values).reverse() });
const silent = (group) => ({ values: table(group, () => null), groups: [group] });

/* The heaviest criterion alone, then the next; criteria of one weight are asked together. */
function criterionTests({ ballots, weights }) {
  const levels = grouped(weights).map((criteria) => table(criteria, (name) => weights[name]));
  return levels.map((level) => {
    let scores;
    return (group) => {
      scores ??= fitted(weighed(ballots, level)).scores;
      return highest(table(group, (name) => scores[name]));
    };
  });
}

/* Between two: the jurors who prefer each. Among more: duels won less duels lost. */
function preferredTests({ rows }) {
  const prefer = (one, two) =>
    Object.keys(rows[one]).filter((juror) => rows[two][juror] && above(rows[one][juror], rows[two][juror])).length;
  const won = (one, two) => Math.sign(prefer(one, two) - prefer(two, one));
  return [(group) => highest(table(group, (name) => {
    const rivals = group.filter((other) => other !== name);
    const count = rivals.length === 1 ? prefer : won;
    return whole(rivals.map((rival) => count(name, rival)).reduce((one, two) => one + two));
  }))];
}

/* Σ (x_j − mean x)² / (n − 1) with x_j = y_ij − b_j; a single ballot has no spread. */
function spreadTests({ rows, severities }) {
  const spread = (row) => {
    const values = Object.values(mapped(row, (value, juror) => minus(value, severities[juror])));
    const middle = mean(values);
    const squares = values.map((value) => minus(value, middle)).map((gap) => times(gap, gap));
    return over(sum(squares), whole(values.length - 1));
  };
  const alone = (name) => Object.keys(rows[name]).length === 1;
  return [(group) => (group.some(alone) ? silent(group) : lowest(table(group, (name) => spread(rows[name]))))];
}

function decisionTests({ decision }) {
  const place = (name) => whole(decision.indexOf(name) + 1);
  const known = (group) => group.every((name) => decision.includes(name));
  return decision.length ? [(group) => (known(group) ? lowest(table(group, place)) : silent(group))] : [];
}

const RUNGS = {
  criterion: criterionTests, preferred: preferredTests, spread: spreadTests, decision: decisionTests,
};

/* Put a tied group to the tests from `turn` on; a preference that parts it is asked again in each part. */
function climbed(group, tests, turn, steps) {
  if (group.length === 1 || turn === tests.length) return [group];
  const { rung, test } = tests[turn];
  const { values, groups } = test(group);
  steps.push({ rung, values: mapped(values, (value) => value && written(value)), groups });
  const next = rung === "preferred" && groups.length > 1 ? turn : turn + 1;
  return groups.flatMap((part) => climbed(part, tests, next, steps));
}

function rankedBy(scores, tests) {
  const ranks = {}, ties = [];
  let rank = 1;
  const place = (group) => {
    for (const name of group) ranks[name] = rank;
    rank += group.length;
  };
  for (const group of grouped(scores)) {
    const steps = [], first = rank;
    const parts = climbed(group, tests, 0, steps);
    parts.forEach(place);
    if (group.length > 1) ties.push({ dossiers: group, rank: first, resolved: parts.length === group.length, steps });
  }
  return { ranks, ties };
}

function recount(round) {
  const given = Object.keys(round.weights).length ? round.weights : { mark: "1" };
  const weights = mapped(given, read);
  const numbers = {};
  for (const { dossier } of round.ballots) numbers[dossier] = (numbers[dossier] ?? 0) + 1;
  const ballots = round.ballots
    .filter(({ dossier }) => numbers[dossier] >= round.quorum)
    .map((ballot) => ({ ...ballot, marks: mapped(ballot.marks, read) }));
  const islands = islandsOf(ballots);
  if (islands.length > 1) return { islands };
  const rows = weighed(ballots, weights);
  const { scores, severities } = fitted(rows);
  const evidence = { ballots, weights, rows, severities, decision: round.decision };
  const tests = round.ladder.flatMap((rung) => RUNGS[rung](evidence).map((test) => ({ rung, test })));
  const jurors = distinct(round.ballots.map(({ juror }) => juror));
  return {
    ...rankedBy(scores, tests),
    scores: mapped(scores, written),
    severities: table(jurors, (juror) => (severities[juror] ? written(severities[juror]) : null)),
    short: Object.fromEntries(Object.entries(numbers).filter(([, number]) => number < round.quorum)),
  };
}
