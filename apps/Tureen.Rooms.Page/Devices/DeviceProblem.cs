using Tureen.Client.Browser.Media;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Devices;

/// <summary>Says why there is no camera or microphone, and what to do about it.</summary>
internal static class DeviceProblem
{
    /// <param name="failure">Why it does not open.</param>
    /// <param name="device">The end of the keys: <c>camera</c>, <c>microphone</c> or <c>both</c>.</param>
    public static string Of(MediaDeviceFailure failure, string device) => Language.Text(
        failure switch
        {
            MediaDeviceFailure.Refused => "failure.refused",
            MediaDeviceFailure.NotFound => "failure.notFound",
            MediaDeviceFailure.NotReadable => "failure.notReadable",
            MediaDeviceFailure.Overconstrained => "failure.gone",
            MediaDeviceFailure.Unsupported => "failure.unsupported",
            _ => "failure.other",
        },
        Language.Text($"device.{device}"));
}
