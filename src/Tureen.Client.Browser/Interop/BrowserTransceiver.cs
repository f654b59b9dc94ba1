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
        set => BrowserError.Run($"cannot set the direction '{value}'", () => transceiver.SetProperty("direction", value));
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

    public async Task ReplaceTrackAsync(IMediaStreamTrack? track)
    {
        BrowserTrack? own = track is null ? null : BrowserTrack.Require(track);
        await BrowserError.RunAsync(
            own is null ? "cannot take the track away" : $"cannot send the {own.Kind.ToWireString()} track '{own.Id}'",
            () => PeerModule.ReplaceTrack(transceiver, own?.Object));
    }

    public Task ChangeEncodingsAsync(IReadOnlyList<RtpEncodingParameters> changes)
    {
        string json = EncodingsJson.Write(changes);
        return BrowserError.RunAsync($"cannot change the encodings by {json}", () => PeerModule.ChangeEncodings(transceiver, json));
    }

    public Task<string> GetSenderStatsAsync() => BrowserError.RunAsync("cannot get statistics", () => PeerModule.Stats(SenderObject));

    public Task<string> GetReceiverStatsAsync() => BrowserError.RunAsync("cannot get statistics", () => PeerModule.Stats(ReceiverObject));
}
