// Who films, sounds, maps and charts may come from, by the address people know, and where their frame is. The server's
// content security policy names the same hosts; nobody else can be framed.
const PROVIDERS = [
  ["YouTube", /^https:\/\/(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com\/(?:watch\?(?:.*&)?v=|embed\/|shorts\/|live\/)|youtu\.be\/)([\w-]{6,20})/, "https://www.youtube.com/watch?v=$1", "https://www.youtube-nocookie.com/embed/$1"],
  ["YouTube", /^https:\/\/(?:www\.|m\.)?youtube\.com\/playlist\?(?:.*&)?list=([\w-]{6,50})/, "https://www.youtube.com/playlist?list=$1", "https://www.youtube-nocookie.com/embed/videoseries?list=$1"],
  ["Vimeo", /^https:\/\/(?:player\.)?vimeo\.com\/(?:video\/)?(\d+)/, "https://vimeo.com/$1", "https://player.vimeo.com/video/$1?dnt=1"],
  ["Dailymotion", /^https:\/\/(?:www\.dailymotion\.com\/(?:embed\/)?video\/|dai\.ly\/|geo\.dailymotion\.com\/player(?:\/\w+)?\.html\?(?:.*&)?video=)(\w+)/, "https://www.dailymotion.com/video/$1", "https://geo.dailymotion.com/player.html?video=$1"],
  ["Spotify", /^https:\/\/open\.spotify\.com\/(?:intl-\w+\/)?(?:embed\/)?(track|album|playlist|episode|show|artist)\/(\w+)/, "https://open.spotify.com/$1/$2", "https://open.spotify.com/embed/$1/$2"],
  ["SoundCloud", /^https:\/\/soundcloud\.com\/([\w-]+\/[\w-]+(?:\/[\w-]+)?)/, "https://soundcloud.com/$1", "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/$1"],
  ["SoundCloud", /^https:\/\/w\.soundcloud\.com\/player\/?\?.+/, "$&", "$&"],
  ["TED", /^https:\/\/(?:www|embed)\.ted\.com\/talks\/([\w-]+)/, "https://www.ted.com/talks/$1", "https://embed.ted.com/talks/$1"],
  ["Internet Archive", /^https:\/\/archive\.org\/(?:details|embed)\/([\w.-]+)/, "https://archive.org/details/$1", "https://archive.org/embed/$1"],
  ["DocumentCloud", /^https:\/\/(?:www|embed)\.documentcloud\.org\/documents\/([\w-]+)/, "https://www.documentcloud.org/documents/$1", "https://embed.documentcloud.org/documents/$1/?embed=1"],
  ["Datawrapper", /^https:\/\/datawrapper\.dwcdn\.net\/\w+\/?\d*\/?/, "$&", "$&"],
  ["Flourish", /^https:\/\/flo\.uri\.sh\/.+/, "$&", "$&"],
  ["OpenStreetMap", /^https:\/\/www\.openstreetmap\.org\/export\/embed\.html\?.+/, "$&", "$&"],
];

/** The provider of an address: its name, the page for people, the frame; undefined if it is none of ours. */
export const provider = (address) => {
  for (const [name, pattern, page, frame] of PROVIDERS) {
    const found = pattern.exec(address);
    if (found) return { name, page: found[0].replace(pattern, page), frame: found[0].replace(pattern, frame) };
  }
  return undefined;
};
