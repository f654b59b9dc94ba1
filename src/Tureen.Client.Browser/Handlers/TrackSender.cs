using System.Diagnostics;
using Tureen.Client.Browser.Interop;
using Tureen.Client.Browser.Sdp;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Client.Browser.Handlers;

/// <summary>Sends tracks: the browser offers them, and the server's description answers.</summary>
internal sealed class TrackSender(PeerSession session, BrowserProfile profile, HandlerOptions transport, string? forcedExtensions)
{
    public async Task<HandlerSendResult> AddAsync(HandlerSendOptions options)
    {
        List<RtpEncodingParameters>? encodings = options.Encodings?.Count > 0 ? [.. options.Encodings.Select(encoding => encoding.Clone())] : null;
        if (encodings is not null && profile.Simulcast != SimulcastForm.Ssrcs)
        {
            EncodingRules.PrepareRids(encodings, isOneMode: profile.Simulcast == SimulcastForm.RidsOfOneMode);
        }

        ITransceiver transceiver = session.Peer.AddTransceiver(options.Track, encodings, forcedExtensions);
        return await session.AddAsync(() => NegotiateAsync(options, transceiver, encodings), () => AbandonAsync(transceiver, options.Track.Kind));
    }

    public async Task RemoveAsync(string localId)
    {
        ITransceiver transceiver = session.Transceivers.Find(localId);
        session.Peer.RemoveTrack(transceiver);
        if (!profile.ReusesSections)
        {
            session.Remote.Pause(localId);
        }
        else if (session.Remote.Close(localId))
        {
            transceiver.Stop();
        }

        // The track is gone even if this offer fails; the next offer repeats it.
        session.Transceivers.Remove(localId);
        await session.OfferAsync();
    }

    public Task PauseAsync(string localId) => SetDirectionAsync(localId, "inactive", session.Remote.Pause);

    public Task ResumeAsync(string localId) => SetDirectionAsync(localId, "sendonly", session.Remote.Resume);

    public Task SetMaxSpatialLayerAsync(string localId, int spatialLayer)
    {
        int count = session.Transceivers.Find(localId).Encodings.Count;
        return ChangeEncodingsAsync(localId, [.. Enumerable.Range(0, count).Select(index => new RtpEncodingParameters { Active = index <= spatialLayer })]);
    }

    public Task ChangeAllEncodingsAsync(string localId, RtpEncodingParameters parameters) =>
        ChangeEncodingsAsync(localId, [.. Enumerable.Repeat(parameters, session.Transceivers.Find(localId).Encodings.Count)]);

    private async Task<HandlerSendResult> NegotiateAsync(HandlerSendOptions options, ITransceiver transceiver, List<RtpEncodingParameters>? encodings)
    {
        // 1. What the browser can send in this section, and what the server takes of it.
        options.OnRtpSender?.Invoke(transceiver.Sender);
        string offerText = await session.Peer.CreateOfferAsync();
        SessionDescription offer = SessionDescription.Parse(offerText);
        if (offer.Session.Attribute("extmap-allow-mixed") is not null)
        {
            session.Remote.AllowMixedExtensions();
        }

        session.Data.AnswerIfOffered(offer);
        int index = session.Remote.NextIndex(offer);
        (RtpParameters sent, RtpParameters answered) = Negotiate(options.Track.Kind, options.Codec, offer);

        // 2. The transport comes up with its first track.
        await session.EnsureConnectedAsync(offer);
        if (encodings?.Count > 1 && profile.Simulcast == SimulcastForm.Ssrcs)
        {
            OfferedStreams.UseSeveralSsrcs(offer.Media[index], encodings.Count);
            offerText = offer.ToString();
        }

        SessionDescription local = SessionDescription.Parse(await session.Peer.SetLocalDescriptionAsync("offer", offerText));

        // 3. What is known only now: identifiers and streams.
        string localId = transceiver.Mid ?? throw new InvalidOperationException("The transceiver has no MID.");
        SdpMedia section = local.Media[index];
        sent.Mid = localId;
        sent.Rtcp.Cname = OfferedStreams.Cname(section);
        sent.Msid = $"{options.StreamId ?? session.Peer.StreamId} {options.Track.Id}";
        sent.Encodings = SentEncodings(section, encodings, hasRtx: sent.Codecs.Count > 1);
        if (profile.Simulcast != SimulcastForm.RidsOfOneMode)
        {
            EncodingRules.NameTemporalLayers(sent, encodings?[0].ScalabilityMode);
        }

        if (options.CodecOptions is { } codecOptions)
        {
            CodecOptions.Apply(codecOptions, sent, answered);
        }

        // 4. The answer.
        session.Remote.Answer(index, section, answered);
        session.Data.AnswerIfOffered(local);
        await session.Peer.SetRemoteDescriptionAsync("answer", session.Remote.Write());
        session.Transceivers.Set(localId, transceiver);
        return new HandlerSendResult { LocalId = localId, RtpParameters = sent, RtpSender = transceiver.Sender };
    }

    private async Task ChangeEncodingsAsync(string localId, IReadOnlyList<RtpEncodingParameters> changes)
    {
        ITransceiver transceiver = session.Transceivers.Find(localId);
        await transceiver.ChangeEncodingsAsync(changes);
        await session.ChangeAsync(() => session.Remote.MarkEncodings(localId, transceiver.Encodings), () => session.OfferAsync(), static () => { });
    }

    private Task SetDirectionAsync(string localId, string direction, Action<string> changeRemote)
    {
        ITransceiver transceiver = session.Transceivers.Find(localId);
        string before = transceiver.Direction;
        return session.ChangeAsync(
            () =>
            {
                transceiver.Direction = direction;
                changeRemote(localId);
            },
            () => session.OfferAsync(),
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
            session.Peer.RemoveTrack(transceiver);
            SessionDescription local = SessionDescription.Parse(await session.Peer.SetLocalDescriptionAsync("offer", await session.Peer.CreateOfferAsync()));
            string localId = transceiver.Mid!;
            session.Data.AnswerIfOffered(local);
            int index = session.Remote.NextIndex(local);
            session.Remote.Answer(index, local.Media[index], Negotiate(kind, codec: null, local).Answered);
            session.Remote.Pause(localId);
            await session.Peer.SetRemoteDescriptionAsync("answer", session.Remote.Write());
            session.Transceivers.Set(localId, transceiver);
            if (!session.IsClosed)
            {
                await RemoveAsync(localId);
            }
        }
        catch (Exception error)
        {
            // The caller gets the error that came first.
            Debug.WriteLine(error);
        }
    }

    private (RtpParameters Sent, RtpParameters Answered) Negotiate(MediaKind kind, RtpCodecCapability? codec, SessionDescription offer)
    {
        RtpCapabilities native = OfferedCapabilities.Read(offer, profile.AddsOpusNack);
        ExtendedRtpCapabilities extended = transport.GetSendExtendedRtpCapabilities(native);
        RtpParameters sent = ClientNegotiation.GetSendingRtpParameters(kind, extended);
        RtpParameters answered = ClientNegotiation.GetSendingRemoteRtpParameters(kind, extended);
        sent.Codecs = ClientNegotiation.ReduceCodecs(sent.Codecs, codec);
        answered.Codecs = ClientNegotiation.ReduceCodecs(answered.Codecs, codec);
        return (sent, answered);
    }

    private List<RtpEncodingParameters> SentEncodings(SdpMedia section, List<RtpEncodingParameters>? given, bool hasRtx)
    {
        if (given?.Count > 1 && profile.Simulcast != SimulcastForm.Ssrcs)
        {
            return given;
        }

        List<RtpEncodingParameters> encodings = OfferedStreams.Encodings(section, hasRtx);
        for (int index = 0; index < Math.Min(encodings.Count, given?.Count ?? 0); index++)
        {
            EncodingRules.Merge(encodings[index], given![index]);
        }

        return encodings;
    }
}
