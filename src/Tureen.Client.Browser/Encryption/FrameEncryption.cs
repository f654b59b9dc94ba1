using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;
using Tureen.Client.Browser.Interop;

namespace Tureen.Client.Browser.Encryption;

/// <summary>
/// End-to-end encryption of sound and pictures: what is sent is encrypted between encoder and packets, what is received is decrypted before the
/// decoder, in a worker, so that a server forwards frames that it cannot read. Frames of VP8, VP9 and Opus are sent; those of other codecs are not.
/// </summary>
/// <example>
/// <code>
/// using var encryption = FrameEncryption.Start(key);
/// Transport transport = device.CreateSendTransport(TransportOptions.FromJson(answer, FrameEncryption.TransportSettings));
/// await transport.ProduceAsync(new ProducerOptions { Track = track, OnRtpSender = encryption.Protect });
/// await transport.ConsumeAsync(ConsumerOptions.FromJson(offered, onRtpReceiver: receiver => encryption.Unprotect(receiver, id)));
/// </code>
/// </example>
[SupportedOSPlatform("browser")]
public sealed class FrameEncryption : IDisposable
{
    /// <summary>Where a Blazor application serves the script, as seen from the runtime's folder.</summary>
    private const string ScriptOfBlazor = "../_content/Tureen.Client.Browser/tureen-frames.js";

    private static readonly Dictionary<string, JsonElement> Settings = new(StringComparer.Ordinal) { ["encodedInsertableStreams"] = JsonElement.Parse("true") };

    private readonly JSObject _worker;
    private bool _isDisposed;

    private FrameEncryption(FrameKey key)
    {
        _worker = BrowserError.Run("cannot start the worker that encrypts", () => FrameModule.Start(key.Bytes, (id, isReadable) => ReadableChanged?.Invoke(id, isReadable)));
    }

    /// <summary>
    /// The frames of a receiver, by the identifier that <see cref="Unprotect"/> got, can be read, or cannot any more: they are encrypted with another key,
    /// not at all, or somebody has changed them. They are neither shown nor heard. Raised when that changes.
    /// </summary>
    public event Action<string, bool>? ReadableChanged;

    /// <summary>Whether this browser has encoded transforms, and the page is secure.</summary>
    public static bool IsSupported => FrameModule.IsSupported();

    /// <summary>
    /// What <see cref="TransportOptions.AdditionalSettings"/> must have: Chromium otherwise decides for good that frames pass as they are, before an application
    /// can get hold of their receiver. With it no frame is shown that was not decrypted.
    /// </summary>
    public static IReadOnlyDictionary<string, JsonElement> TransportSettings => Settings;

    /// <summary>Loads the script, before anything else of this class is used. A page with <c>IsBrowserPage</c> has loaded it already.</summary>
    /// <param name="scriptUrl">Where the script is, as seen from the runtime's folder; where a Blazor application serves it unless given.</param>
    /// <returns>Completes when the script is loaded.</returns>
    public static async Task LoadAsync(string? scriptUrl = null) => await JSHost.ImportAsync(FrameModule.Name, scriptUrl ?? ScriptOfBlazor);

    /// <summary>Starts the worker.</summary>
    /// <param name="key">The key of the call.</param>
    /// <returns>What encrypts and decrypts with it.</returns>
    /// <exception cref="UnsupportedException">This browser cannot encrypt frames.</exception>
    public static FrameEncryption Start(FrameKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return IsSupported ? new FrameEncryption(key) : throw new UnsupportedException("this browser has no encoded transforms, or the page is not secure");
    }

    /// <summary>Encrypts what is sent, for <see cref="ProducerOptions.OnRtpSender"/>.</summary>
    /// <param name="rtpSender">The browser's RTCRtpSender.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public void Protect(object rtpSender)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        BrowserError.Run("cannot encrypt what is sent", () => FrameModule.Protect(_worker, Require(rtpSender, "RTCRtpSender")));
    }

    /// <summary>Decrypts what is received, for <see cref="ConsumerOptions.OnRtpReceiver"/>.</summary>
    /// <param name="rtpReceiver">The browser's RTCRtpReceiver.</param>
    /// <param name="id">What <see cref="ReadableChanged"/> calls it, such as the identifier of the consumer.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public void Unprotect(object rtpReceiver, string id)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        BrowserError.Run("cannot decrypt what is received", () => FrameModule.Unprotect(_worker, Require(rtpReceiver, "RTCRtpReceiver"), id));
    }

    /// <summary>Ends the worker. What it would encrypt is no longer sent.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            FrameModule.Stop(_worker);
            _worker.Dispose();
        }
    }

    private static JSObject Require(object given, string kind) =>
        given as JSObject ?? throw new ArgumentException($"not an {kind} of this browser: {given}", nameof(given));
}
