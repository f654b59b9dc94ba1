#!/usr/bin/env bash
# Sends a media file (or a test picture with a tone) into a room, until it is stopped. Needs curl and ffmpeg.
#   ffmpeg.sh SERVER ROOM [FILE]        such as: ffmpeg.sh http://127.0.0.1:4443 lobby film.mp4
set -euo pipefail

server=${1:?usage: ffmpeg.sh SERVER ROOM [FILE]}
room=${2:?usage: ffmpeg.sh SERVER ROOM [FILE]}
id=ffmpeg-$$
broadcasters=$server/rooms/$room/broadcasters

# A server with a token wants it with each request.
token=()
[ -n "${TUREEN_TOKEN:-}" ] && token=(--header "Authorization: Bearer $TUREEN_TOKEN")

# post PATH JSON: prints the answer; a refusal ends the script.
post() { curl --silent --show-error --fail-with-body "${token[@]}" --header 'Content-Type: application/json' --data "$2" "$broadcasters$1"; }

# field NAME: the value of a member of an answer.
field() { sed --quiet "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }

media=
finish() {
  [ -n "$media" ] && kill "$media" 2> /dev/null
  curl --silent --output /dev/null "${token[@]}" --request DELETE "$broadcasters/$id" || true
}

# 1. A peer of the room, with one transport for audio and one for video.
post '' "{\"id\":\"$id\",\"displayName\":\"ffmpeg\",\"device\":{\"name\":\"ffmpeg\"}}" > /dev/null
trap finish EXIT
trap 'exit 130' INT TERM
audio=$(post "/$id/transports" '{"type":"plain","comedia":true,"rtcpMux":false}')
video=$(post "/$id/transports" '{"type":"plain","comedia":true,"rtcpMux":false}')

# 2. What will be sent on them.
post "/$id/transports/$(field id <<< "$audio")/producers" '{"kind":"audio","rtpParameters":{
  "codecs":[{"mimeType":"audio/opus","payloadType":100,"clockRate":48000,"channels":2,"parameters":{"sprop-stereo":1}}],
  "encodings":[{"ssrc":1111}]}}' > /dev/null
post "/$id/transports/$(field id <<< "$video")/producers" '{"kind":"video","rtpParameters":{
  "codecs":[{"mimeType":"video/VP8","payloadType":101,"clockRate":90000}],
  "encodings":[{"ssrc":2222}]}}' > /dev/null

# 3. The media. ffmpeg cannot be asked for key frames, so it makes one every second.
if [ -n "${3:-}" ]; then
  input=(-re -stream_loop -1 -i "$3" -map 0:a:0 -map 0:v:0)
else
  input=(-re -f lavfi -i 'sine=frequency=440' -re -f lavfi -i 'testsrc2=size=640x360:rate=25' -map 0:a:0 -map 1:v:0)
fi
target() { echo "rtp://$(field ip <<< "$1"):$(field port <<< "$1")?rtcpport=$(field rtcpPort <<< "$1")&pkt_size=1200"; }
ffmpeg -nostdin -hide_banner -loglevel warning "${input[@]}" \
  -c:a libopus -b:a 64k -ar 48000 -ac 2 \
  -c:v libvpx -pix_fmt yuv420p -deadline realtime -cpu-used 8 -b:v 1M -g 25 \
  -f tee "[select=a:f=rtp:ssrc=1111:payload_type=100]$(target "$audio")|[select=v:f=rtp:ssrc=2222:payload_type=101]$(target "$video")" &
media=$!
wait "$media"
