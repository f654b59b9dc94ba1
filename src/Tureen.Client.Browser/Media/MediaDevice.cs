namespace Tureen.Client.Browser.Media;

/// <summary>A camera, a microphone or a loudspeaker.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="DeviceId">Names it in constraints; empty until the user has allowed a device.</param>
/// <param name="GroupId">Equal for the devices of one piece of hardware.</param>
/// <param name="Label">What the user knows it by; empty until the user has allowed a device.</param>
public sealed record MediaDevice(MediaDeviceKind Kind, string DeviceId, string GroupId, string Label);
