/*
  The tool "comments": a program on the organisation's own host is loaded, and shows its comments below the article.

  Nothing is asked of that host before somebody presses the button. Whatever these programs would fetch from elsewhere
  (avatars, emoticons, GIFs) is switched off here; the page's Content-Security-Policy (policy.py) refuses the rest.
*/
const PATIENCE = 20; // seconds until a file is there, and until the program has shown something; a phone in a village is slow
const chinese = document.documentElement.lang.startsWith("zh");

/* For each program: where its files lie on its host, how it is started, and by what one sees that it has begun, or has failed */
const PROGRAMS = {
  artalk: {
    style: "/dist/Artalk.css",
    script: "/dist/Artalk.js",
    shown: ".atk-comment-wrap, .atk-list-no-comment",
    failed: ".atk-error-layer",
    begin(place, { server, key, title, site }) {
      const artalk = globalThis.Artalk.init({
        el: place,
        server,
        site,
        pageKey: key,
        pageTitle: title,
        locale: chinese ? "zh-CN" : "en",
        darkMode: dark(),
        avatarURLBuilder: () => "",
        emoticons: false,
        imgUpload: false,
        useBackendConf: false, // until 2.9: what the host says would put back avatars and emoticons
        preferRemoteConf: false, // since 2.10
        versionCheck: false,
      });
      const follow = new MutationObserver(() => artalk.setDarkMode(dark()));
      follow.observe(document.documentElement, { attributeFilter: ["data-scheme"] });
    },
  },
  isso: {
    script: "/js/embed.min.js", // begins by itself, with what it finds at its element and in the page; brings its own style
    shown: ".isso-postbox",
    before(place, script, { server, key, title }) {
      Object.assign(script.dataset, { isso: server, issoLang: chinese ? "zh" : "en", issoAvatar: "false" });
      script.dataset.issoVote = "false"; // two arrows without a name, for those who do not see them
      place.id = "isso-thread";
      place.dataset.issoId = key;
      place.dataset.title = title; // else isso's server would ask ours for the page
    },
  },
  waline: {
    style: "/dist/waline.css",
    script: "/dist/waline.umd.js",
    shown: ".wl-cards > *, .wl-empty",
    failed: ".wl-cards:empty ~ .wl-operation",
    before() {
      // Waline writes dark colours into a <style> of this name, which no page may; the stylesheet has them (--waline-…)
      if (!document.getElementById("waline-darkmode")) {
        document.head.append(Object.assign(document.createElement("template"), { id: "waline-darkmode" }));
      }
    },
    begin(place, { server, key }) {
      globalThis.Waline.init({
        el: place,
        serverURL: server,
        path: key,
        lang: chinese ? "zh-CN" : "en",
        emoji: false,
        search: false,
        imageUploader: false,
        texRenderer: false,
        reaction: false,
        pageview: false,
        comment: false,
      });
    },
  },
};

export async function start(button) {
  if (button.hasAttribute("aria-busy")) return; // pressed again while it is on its way
  const { system, server, loading, shown, failed } = button.dataset;
  const program = PROGRAMS[system];
  const region = button.closest(".comments");
  const said = region.querySelector("output");
  const place = document.createElement("div");
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: server + program.style });
  const script = Object.assign(document.createElement("script"), { src: server + program.script });
  const added = [place, script, ...(program.style ? [style] : [])];
  button.setAttribute("aria-busy", "true");
  said.textContent = loading;
  region.append(place);
  try {
    program.before?.(place, script, button.dataset);
    await Promise.all(added.slice(1).map(arrival));
    program.begin?.(place, button.dataset);
    await appearance(place, program);
  } catch {
    // The next try begins anew: moved to another document, a script that arrives too late does not run any more.
    document.implementation.createHTMLDocument().body.append(...added);
    said.textContent = failed;
    return;
  } finally {
    button.removeAttribute("aria-busy");
  }
  const focused = document.activeElement === button;
  button.hidden = true;
  said.className = "unseen"; // whoever sees, sees them
  said.textContent = shown;
  if (focused) region.querySelector("h2").focus();
}

/* Puts a file of the program into the head, and waits until it is there; some hosts take a request and never answer */
function arrival(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    setTimeout(reject, 1000 * PATIENCE);
    document.head.append(element);
  });
}

/* Waits until the program has shown something */
function appearance(place, { shown, failed }) {
  return new Promise((resolve, reject) => {
    const end = (settle) => {
      watch.disconnect();
      clearTimeout(patience);
      settle();
    };
    const look = () => {
      if (place.querySelector(shown)) end(resolve);
      else if (failed && place.querySelector(failed)) end(reject);
    };
    const watch = new MutationObserver(look);
    const patience = setTimeout(() => end(reject), 1000 * PATIENCE);
    watch.observe(place, { childList: true, subtree: true });
    look();
  });
}

function dark() {
  return document.documentElement.dataset.scheme === "dark";
}
