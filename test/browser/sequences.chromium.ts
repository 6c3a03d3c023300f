import fc from 'fast-check';
import { checkEnd } from '../model/checks.js';
import { Model, type Setup } from '../model/model.js';
import { person } from '../model/person.js';
import { portal } from '../model/portal.js';
import { Real } from '../model/real.js';
import { Taken } from '../model/step.js';
import { learn, worlds, type WorldId } from '../model/world.js';
import { modelRun } from '../support/simulator.js';

const { runs, seeds, path, replayPath } = modelRun;

const step = fc
  .tuple(fc.constantFrom(...person, ...person, ...portal), fc.nat({ max: 200 }), fc.boolean())
  .map(([taken, at, waits]) => new Taken(taken, at, waits));

const sequence = fc.commands([step], {
  maxCommands: 30,
  size: 'max',
  ...(replayPath !== undefined && { replayPath }),
});
const setup = fc.record<Setup>({
  world: fc.constantFrom(...(Object.keys(worlds) as WorldId[])),
  multiple: fc.boolean(),
  dropdown: fc.boolean(),
  required: fc.boolean(),
  pageSize: fc.constantFrom(20, 5),
});

const isAsModelled = fc.asyncProperty(setup, sequence, async (begun, commands) => {
  const model = new Model(begun);
  const real = new Real(model);
  try {
    await real.picker.updateComplete;
    await fc.asyncModelRun(() => ({ model, real }), commands);
    await checkEnd(model, real);
  } finally {
    real.close();
  }
});

/** The announcer waits until a person has stopped typing: here that is a moment. */
const CALM = 700;
const SOON = 15;

describe('a picker in the hands of a person, a portal and a network', function () {
  this.timeout(60 * 60_000);
  const { setTimeout: patient } = globalThis;
  before(async () => {
    await learn();
    const hurried = (handler: () => void, delay?: number) => patient(handler, delay === CALM ? SOON : delay);
    Object.assign(globalThis, { setTimeout: hurried });
  });
  after(() => {
    Object.assign(globalThis, { setTimeout: patient });
  });

  // One seed is the same in every run, another is new.
  for (const seed of seeds) {
    it(`is what the model of it is, in ${runs} sequences (MODEL_SEED=${seed})`, () =>
      fc.assert(isAsModelled, {
        numRuns: runs,
        seed,
        includeErrorInReport: true,
        ...(path !== undefined && { path }),
      }));
  }
});
