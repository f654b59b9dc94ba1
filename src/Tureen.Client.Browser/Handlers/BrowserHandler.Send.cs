using System.Diagnostics;
using Tureen.Client.Browser.Interop;
using Tureen.Client.Browser.Sdp;
using Tureen.Ortc;

namespace Tureen.Client.Browser.Handlers;

internal sealed partial class BrowserHandler
{
    public async Task<HandlerSendResult> SendAsync(HandlerSendOptions options)
    {
        EnsureOpen(TransportDirection.Send);
        List<RtpEncodingParameters>? encodings = options.Encodings?.Count > 0 ? [.. options.Encodings.Select(encoding => encoding.Clone())] : null;
        if (encodings is not null && _profile.Simulcast != SimulcastForm.Ssrcs)
        {
            EncodingRules.PrepareRids(encodings, isOneMode: _profile.Simulcast == SimulcastForm.RidsOfOneMode);
        }

        ITransceiver transceiver = _peer.AddTransceiver(options.Track, encodings, _forcedExtensions);
        return await AddAsync(() => SendAsync(options, transceiver, encodings), () => AbandonAsync(transceiver, options.Track.Kind));
    }

    private async Task<HandlerSendResult> SendAsync(HandlerSendOptions options, ITransceiver transceiver, List<RtpEncodingParameters>? encodings)
    {
        // 1. What the browser can send in this section, and what the server takes of it.
        options.OnRtpSender?.Invoke(transceiver.Sender);
        string offerText = await _peer.CreateOfferAsync();
        SessionDescription offer = SessionDescription.Parse(offerText);
        if (offer.Session.Attribute("extmap-allow-mixed") is not null)
        {
            _remote.AllowMixedExtensions();
        }

        AnswerOfferedData(offer);
        int index = _remote.NextIndex(offer);
        (RtpParameters sent, RtpParameters answered) = Negotiate(options.Track.Kind, options.Codec, offer);

        // 2. The transport comes up with its first track.
        await EnsureConnectedAsync(offer);
        if (encodings?.Count > 1 && _profile.Simulcast == SimulcastForm.Ssrcs)
        {
            LocalStreams.UseSeveralSsrcs(offer.Media[index], encodings.Count);
            offerText = offer.ToString();
        }

        SessionDescription local = SessionDescription.Parse(await _peer.SetLocalDescriptionAsync("offer", offerText));

        // 3. What is known only now: identifiers and streams.
        string localId = transceiver.Mid ?? throw new InvalidOperationException("The transceiver has no MID.");
        SdpMedia section = local.Media[index];
        sent.Mid = localId;
        sent.Rtcp.Cname = LocalStreams.Cname(section);
        sent.Msid = $"{options.StreamId ?? _peer.StreamId} {options.Track.Id}";
        sent.Encodings = SentEncodings(section, encodings, hasRtx: sent.Codecs.Count > 1);
        if (_profile.Simulcast != SimulcastForm.RidsOfOneMode)
        {
            EncodingRules.NameTemporalLayers(sent, encodings?[0].ScalabilityMode);
        }

        if (options.CodecOptions is { } codecOptions)
        {
            CodecOptions.Apply(codecOptions, sent, answered);
        }

        // 4. The answer.
        _remote.Answer(index, section, answered);
        AnswerOfferedData(local);
        await _peer.SetRemoteDescriptionAsync("answer", _remote.Write());
        _transceivers[localId] = transceiver;
        return new HandlerSendResult { LocalId = localId, RtpParameters = sent, RtpSender = transceiver.Sender };
    }

    public async Task StopSendingAsync(string localId)
    {
        EnsureDirection(TransportDirection.Send);
        if (_isClosed)
        {
            return;
        }

        ITransceiver transceiver = Find(localId);
        _peer.RemoveTrack(transceiver);
        if (!_profile.ReusesSections)
        {
            _remote.Pause(localId);
        }
        else if (_remote.Close(localId))
        {
            transceiver.Stop();
        }

        // The track is gone even if this offer fails; the next offer repeats it.
        _transceivers.Remove(localId);
        await OfferAsync();
    }

    public Task PauseSendingAsync(string localId) => SetSendingAsync(localId, "inactive", _remote.Pause);

    public Task ResumeSendingAsync(string localId) => SetSendingAsync(localId, "sendonly", _remote.Resume);

    public Task ReplaceTrackAsync(string localId, IMediaStreamTrack? track)
    {
        EnsureOpen(TransportDirection.Send);
        return Find(localId).ReplaceTrackAsync(track);
    }

    public Task SetMaxSpatialLayerAsync(string localId, int spatialLayer)
    {
        EnsureOpen(TransportDirection.Send);
        int count = Find(localId).Encodings.Count;
        return ChangeEncodingsAsync(localId, [.. Enumerable.Range(0, count).Select(index => new RtpEncodingParameters { Active = index <= spatialLayer })]);
    }

    public Task SetRtpEncodingParametersAsync(string localId, RtpEncodingParameters parameters)
    {
        EnsureOpen(TransportDirection.Send);
        return ChangeEncodingsAsync(localId, [.. Enumerable.Repeat(parameters, Find(localId).Encodings.Count)]);
    }

    public async Task<RtcStatsReport> GetSenderStatsAsync(string localId)
    {
        EnsureOpen(TransportDirection.Send);
        return RtcStatsReport.Parse(await Find(localId).GetSenderStatsAsync());
    }

    private async Task ChangeEncodingsAsync(string localId, IReadOnlyList<RtpEncodingParameters> changes)
    {
        ITransceiver transceiver = Find(localId);
        await transceiver.ChangeEncodingsAsync(changes);
        await ChangeAsync(() => _remote.MarkEncodings(localId, transceiver.Encodings), () => OfferAsync(), static () => { });
    }

    private Task SetSendingAsync(string localId, string direction, Action<string> changeRemote)
    {
        EnsureOpen(TransportDirection.Send);
        ITransceiver transceiver = Find(localId);
        string before = transceiver.Direction;
        return ChangeAsync(
            () =>
            {
                transceiver.Direction = direction;
                changeRemote(localId);
            },
            () => OfferAsync(),
            () => transceiver.Direction = before);
    }

    /// <summary>
    /// Removes a transceiver that was offered and not answered. Browsers keep its place once they have offered it, so it is negotiated as one
    /// that sends nothing, and then stopped like any other.
    /// </summary>
    private async Task AbandonAsync(ITransceiver transceiver, MediaKind kind)
    {
        try
        {
            _peer.RemoveTrack(transceiver);
            SessionDescription local = SessionDescription.Parse(await _peer.SetLocalDescriptionAsync("offer", await _peer.CreateOfferAsync()));
            string localId = transceiver.Mid!;
            AnswerOfferedData(local);
            int index = _remote.NextIndex(local);
            _remote.Answer(index, local.Media[index], Negotiate(kind, codec: null, local).Answered);
            _remote.Pause(localId);
            await _peer.SetRemoteDescriptionAsync("answer", _remote.Write());
            _transceivers[localId] = transceiver;
            await StopSendingAsync(localId);
        }
        catch (Exception error)
        {
            // The caller gets the error that came first.
            Debug.WriteLine(error);
        }
    }

    private (RtpParameters Sent, RtpParameters Answered) Negotiate(MediaKind kind, RtpCodecCapability? codec, SessionDescription offer)
    {
        RtpCapabilities native = LocalCapabilities.Read(offer, _profile.AddsOpusNack);
        ExtendedRtpCapabilities extended = _options.GetSendExtendedRtpCapabilities(native);
        RtpParameters sent = ClientNegotiation.GetSendingRtpParameters(kind, extended);
        RtpParameters answered = ClientNegotiation.GetSendingRemoteRtpParameters(kind, extended);
        sent.Codecs = ClientNegotiation.ReduceCodecs(sent.Codecs, codec);
        answered.Codecs = ClientNegotiation.ReduceCodecs(answered.Codecs, codec);
        return (sent, answered);
    }

    private List<RtpEncodingParameters> SentEncodings(SdpMedia section, List<RtpEncodingParameters>? given, bool hasRtx)
    {
        if (given?.Count > 1 && _profile.Simulcast != SimulcastForm.Ssrcs)
        {
            return given;
        }

        List<RtpEncodingParameters> encodings = LocalStreams.Encodings(section, hasRtx);
        for (int index = 0; index < Math.Min(encodings.Count, given?.Count ?? 0); index++)
        {
            EncodingRules.Merge(encodings[index], given![index]);
        }

        return encodings;
    }
}
