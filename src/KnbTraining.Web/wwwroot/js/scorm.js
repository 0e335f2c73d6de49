// Runs in a package of SCORM 1.2 in another learning system, never in this application: grades the questions of its page and tells the system.
(() => {
    'use strict';

    const main = document.querySelector('[data-scorm]');
    const sections = [...document.querySelectorAll('[data-question]')];
    const isLesson = main.dataset.scorm === 'lesson';
    const begun = Date.now();

    // Where the system has its interface (ADL, Run-Time Environment 1.2, 3.3.6.1): in a window around this one, or in the one that opened it.
    const find = from => {
        for (let i = 0, win = from; win && i < 50; i++, win = win.parent) {
            try {
                if (win.API) {
                    return win.API;
                }
            } catch {
                return null;
            }

            if (win.parent === win) {
                break;
            }
        }

        return null;
    };
    const api = find(window) || (window.opener ? find(window.opener) : null);
    const get = name => api ? String(api.LMSGetValue(name)) : '';
    const set = (name, value) => api && api.LMSSetValue(name, String(value));

    // The share of the point that each question earned when it was first answered; null before.
    const first = sections.map(() => null);
    let read = false;
    let ended = false;

    const restore = () => {
        const kept = /^1([-0-9,.]*)(r?)$/.exec(get('cmi.suspend_data'));
        const scores = kept ? kept[1].split(',') : [];
        read = kept !== null && kept[2] === 'r';
        if (scores.length === sections.length) {
            scores.forEach((score, i) => first[i] = score === '-' ? null : Number(score));
        }
    };

    const tell = () => {
        const points = first.reduce((sum, score) => sum + (score ?? 0), 0);
        const done = isLesson ? read : first.every(score => score !== null);
        if (sections.length > 0 && (done || first.some(score => score !== null))) {
            set('cmi.core.score.min', 0);
            set('cmi.core.score.max', 100);
            set('cmi.core.score.raw', Math.round(10000 * points / sections.length) / 100);
        }

        set('cmi.suspend_data', '1' + first.map(score => score === null ? '-' : Math.round(score * 1000) / 1000).join(',') + (read ? 'r' : ''));
        set('cmi.core.lesson_status', done ? 'completed' : 'incomplete');
        document.querySelector('[data-finished]').hidden = !done;
        if (api) {
            api.LMSCommit('');
        }
    };

    // As the application grades; null where something is missing.
    const grade = section => {
        if (section.dataset.question === 'match') {
            const rows = [...section.querySelectorAll('select')];
            return rows.some(row => row.value === '') ? null : rows.filter(row => row.value === row.dataset.right).length / rows.length;
        }

        const options = [...section.querySelectorAll('input')];
        const chosen = options.filter(option => option.checked);
        if (chosen.length === 0) {
            return null;
        }

        const right = options.filter(option => option.dataset.right === '1');
        const hit = chosen.filter(option => option.dataset.right === '1').length;
        return section.dataset.question === 'one' ? hit
            : Math.max(0, hit / right.length - (chosen.length - hit) / (options.length - right.length));
    };

    const show = (section, score) => {
        const result = score >= 1 ? 'right' : score > 0 ? 'part' : 'wrong';
        section.querySelectorAll('[data-score]').forEach(part => part.hidden = part.dataset.score !== result);
        section.querySelectorAll('[data-key], [data-why]').forEach(part => part.hidden = false);
        section.querySelectorAll('[data-reply]').forEach(part =>
            part.hidden = !part.closest('div').querySelector('input').checked);
    };

    sections.forEach((section, i) => section.querySelector('form').addEventListener('submit', event => {
        event.preventDefault();
        const score = grade(section);
        section.querySelector('[data-missing]').hidden = score !== null;
        if (score === null) {
            return;
        }

        first[i] ??= score;
        show(section, score);
        tell();
    }));

    document.querySelector('[data-finish]')?.addEventListener('click', () => {
        read = true;
        tell();
    });

    const end = () => {
        if (ended || !api) {
            return;
        }

        ended = true;
        const seconds = Math.floor((Date.now() - begun) / 1000);
        const two = number => String(number).padStart(2, '0');
        set('cmi.core.session_time', `${String(Math.floor(seconds / 3600)).padStart(4, '0')}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`);
        set('cmi.core.exit', 'suspend');
        api.LMSCommit('');
        api.LMSFinish('');
    };

    document.querySelector('[data-alone]').hidden = api !== null;
    if (api) {
        api.LMSInitialize('');
        restore();
        if (get('cmi.core.lesson_status') !== 'completed') {
            tell();
        }

        window.addEventListener('pagehide', end);
        window.addEventListener('beforeunload', end);
    }
})();
