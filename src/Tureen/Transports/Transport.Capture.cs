namespace Tureen;

/// <content>Captures.</content>
public abstract partial class Transport
{
    /// <summary>
    /// Begins to write the packets of the transport to a pcapng file, which Wireshark reads: each datagram as it is on the wire, with IP and UDP headers
    /// made from its addresses. One capture at a time. Tureen's own; mediasoup has no captures.
    /// </summary>
    /// <param name="path">The file, which is replaced if it exists. On Unix only its owner may read it.</param>
    /// <param name="options">What else is written, and how much; null for datagrams alone.</param>
    /// <returns>The capture.</returns>
    /// <exception cref="MediasoupTypeException">An option is out of range.</exception>
    /// <exception cref="MediasoupException">The transport is being captured already.</exception>
    /// <exception cref="UnsupportedException">The transport is a DirectTransport.</exception>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public async Task<PacketCapture> StartCaptureAsync(string path, PacketCaptureOptions? options = null)
    {
        PacketCaptureOptions known = Checked(options);
        var open = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            open.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(Check.Given(path), open);
        try
        {
            return await PacketCapture.StartAsync(this, file, file, known).ConfigureAwait(false);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc cref="StartCaptureAsync(string, PacketCaptureOptions?)"/>
    /// <summary>Begins to write the packets of the transport to a stream, as <see cref="StartCaptureAsync(string, PacketCaptureOptions?)"/> does to a file.</summary>
    /// <param name="stream">Where they are written. It stays open, and is the capture's until <see cref="PacketCapture.Completion"/>.</param>
    /// <param name="options">What else is written, and how much; null for datagrams alone.</param>
    public async Task<PacketCapture> StartCaptureAsync(Stream stream, PacketCaptureOptions? options = null) =>
        await PacketCapture.StartAsync(this, Check.Given(stream), file: null, Checked(options)).ConfigureAwait(false);

    private PacketCaptureOptions Checked(PacketCaptureOptions? options)
    {
        options ??= new PacketCaptureOptions();
        Check.That(options.MaxPacketLength is null or >= CaptureLimits.MinPacketLength, "invalid maxPacketLength");
        Check.That(options.MaxFileLength >= CaptureLimits.MinFileLength, "invalid maxFileLength");
        return Type == TransportType.Direct
            ? throw new UnsupportedException("a DirectTransport has no datagrams to capture")
            : options;
    }
}
