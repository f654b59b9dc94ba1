using Tureen.Client.Browser.Sdp;
using Tureen.Ortc;

namespace Tureen.Client.Browser.Handlers;

internal sealed partial class BrowserHandler
{
    /// <summary>Browsers that do not tell how many channels they can have allow as many as SCTP has streams.</summary>
    private const int DefaultMaxChannels = 65536;

    private int _nextStreamId;

    public async Task<HandlerSendDataChannelResult> SendDataChannelAsync(HandlerSendDataChannelOptions options)
    {
        EnsureOpen(TransportDirection.Send);
        SctpStreamParameters sent = new()
        {
            StreamId = _nextStreamId,
            Ordered = options.Ordered,
            MaxPacketLifeTime = options.MaxPacketLifeTime,
            MaxRetransmits = options.MaxRetransmits,
        };
        IDataChannel channel = _peer.CreateDataChannel(options.Label, DataChannelOptions.Write(sent, options.Protocol));
        _nextStreamId = (_nextStreamId + 1) % (_peer.MaxChannels ?? DefaultMaxChannels);
        if (!_hasDataSection)
        {
            string offer = await _peer.CreateOfferAsync();
            SessionDescription local = SessionDescription.Parse(offer);
            await EnsureConnectedAsync(local);
            await _peer.SetLocalDescriptionAsync("offer", offer);
            _remote.AnswerData(local.Media.First(media => media.Type is "application"));
            await _peer.SetRemoteDescriptionAsync("answer", _remote.Write());
            _hasDataSection = true;
        }

        return new HandlerSendDataChannelResult { DataChannel = channel, SctpStreamParameters = sent };
    }

    public async Task<IDataChannel> ReceiveDataChannelAsync(HandlerReceiveDataChannelOptions options)
    {
        EnsureOpen(TransportDirection.Recv);
        IDataChannel channel = _peer.CreateDataChannel(
            options.Label, DataChannelOptions.Write(options.SctpStreamParameters, options.Protocol));
        if (!_hasDataSection)
        {
            _remote.OfferData();
            await _peer.SetRemoteDescriptionAsync("offer", _remote.Write());
            SessionDescription answer = SessionDescription.Parse(await _peer.CreateAnswerAsync());
            if (_options.SctpParameters?.MaxSendMessageSize is { } size)
            {
                LocalAnswer.ApplyMaxMessageSize(answer, size);
            }

            await EnsureConnectedAsync(answer);
            await _peer.SetLocalDescriptionAsync("answer", answer.ToString());
            _hasDataSection = true;
        }

        return channel;
    }

    /// <summary>The largest message: of ours when sending, of the server's when receiving.</summary>
    public long? GetDataChannelMaxMessageSize() => IsSending ? _peer.MaxMessageSize : _options.SctpParameters?.MaxSendMessageSize;
}
