using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;
using Tureen.Ortc;

namespace Tureen.Client.Browser.Interop;

[SupportedOSPlatform("browser")]
internal sealed class BrowserTransceiver(JSObject transceiver) : ITransceiver
{
    public JSObject Object => transceiver;

    public string? Mid => transceiver.GetPropertyAsString("mid");

    public string Direction
    {
        get => transceiver.GetPropertyAsString("direction") ?? "";
        set => transceiver.SetProperty("direction", value);
    }

    public object Sender => SenderObject;

    public object Receiver => ReceiverObject;

    public IMediaStreamTrack ReceivedTrack => new BrowserTrack(ReceiverObject.GetPropertyAsJSObject("track")!);

    public IReadOnlyList<RtpEncodingParameters> Encodings
    {
        get
        {
            using JsonDocument encodings = JsonDocument.Parse(PeerModule.Encodings(transceiver));
            return [.. encodings.RootElement.EnumerateArray().Select(OrtcJson.Deserialize<RtpEncodingParameters>)];
        }
    }

    private JSObject SenderObject => transceiver.GetPropertyAsJSObject("sender")!;

    private JSObject ReceiverObject => transceiver.GetPropertyAsJSObject("receiver")!;

    public void Stop() => PeerModule.StopTransceiver(transceiver);

    public Task ReplaceTrackAsync(IMediaStreamTrack? track) => PeerModule.ReplaceTrack(transceiver, (track as BrowserTrack)?.Object);

    public Task ChangeEncodingsAsync(IReadOnlyList<RtpEncodingParameters> changes) =>
        PeerModule.ChangeEncodings(transceiver, EncodingsJson.Write(changes));

    public Task<string> GetSenderStatsAsync() => PeerModule.Stats(SenderObject);

    public Task<string> GetReceiverStatsAsync() => PeerModule.Stats(ReceiverObject);
}
