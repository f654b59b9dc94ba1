#!/usr/bin/env bash
# Sends a test picture with a tone into a room, until it is stopped. Needs curl and GStreamer (gst-launch-1.0, plugins base and good).
#   gstreamer.sh SERVER ROOM        such as: gstreamer.sh http://127.0.0.1:4443 lobby
set -euo pipefail

server=${1:?usage: gstreamer.sh SERVER ROOM}
room=${2:?usage: gstreamer.sh SERVER ROOM}
id=gstreamer-$$
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

# 1. A peer of the room, with one transport for audio and one for video; RTP and RTCP share a port.
post '' "{\"id\":\"$id\",\"displayName\":\"GStreamer\",\"device\":{\"name\":\"GStreamer\"}}" > /dev/null
trap finish EXIT
trap 'exit 130' INT TERM
audio=$(post "/$id/transports" '{"type":"plain","comedia":true,"rtcpMux":true}')
video=$(post "/$id/transports" '{"type":"plain","comedia":true,"rtcpMux":true}')

# 2. What will be sent on them.
post "/$id/transports/$(field id <<< "$audio")/producers" '{"kind":"audio","rtpParameters":{
  "codecs":[{"mimeType":"audio/opus","payloadType":100,"clockRate":48000,"channels":2,"parameters":{"sprop-stereo":1}}],
  "encodings":[{"ssrc":1111}]}}' > /dev/null
post "/$id/transports/$(field id <<< "$video")/producers" '{"kind":"video","rtpParameters":{
  "codecs":[{"mimeType":"video/VP8","payloadType":101,"clockRate":90000}],
  "encodings":[{"ssrc":2222}]}}' > /dev/null

# 3. The media. Nothing brings requests for key frames back here, so there is one every second.
gst-launch-1.0 --quiet rtpbin name=rtp \
  audiotestsrc is-live=true ! audioconvert ! audio/x-raw,rate=48000,channels=2 ! opusenc ! rtpopuspay pt=100 ssrc=1111 ! rtp.send_rtp_sink_0 \
  videotestsrc is-live=true ! video/x-raw,width=640,height=360,framerate=25/1 ! videoconvert \
  ! vp8enc deadline=1 cpu-used=8 target-bitrate=1000000 keyframe-max-dist=25 ! rtpvp8pay pt=101 ssrc=2222 mtu=1200 ! rtp.send_rtp_sink_1 \
  rtp.send_rtp_src_0 ! udpsink name=a host="$(field ip <<< "$audio")" port="$(field port <<< "$audio")" \
  rtp.send_rtcp_src_0 ! udpsink host="$(field ip <<< "$audio")" port="$(field port <<< "$audio")" sync=false async=false \
  rtp.send_rtp_src_1 ! udpsink name=v host="$(field ip <<< "$video")" port="$(field port <<< "$video")" \
  rtp.send_rtcp_src_1 ! udpsink host="$(field ip <<< "$video")" port="$(field port <<< "$video")" sync=false async=false &
media=$!
wait "$media"
