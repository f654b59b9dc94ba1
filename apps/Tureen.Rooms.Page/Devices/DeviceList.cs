using Tureen.Client.Browser.Media;
using Tureen.Rooms.Page.Dom;

namespace Tureen.Rooms.Page.Devices;

/// <summary>A field in which the user chooses one of the devices of a kind.</summary>
internal sealed class DeviceList(string elementId, MediaDeviceKind kind, string nameless)
{
    private readonly Element _list = Document.ById(elementId);

    public void OnChosen(Action<string> callback) => _list.OnChange(() => callback(_list.Value));

    public void Show(IReadOnlyList<MediaDevice> devices, string? chosenId)
    {
        MediaDevice[] ours = [.. devices.Where(device => device.Kind == kind)];
        _list.Clear();
        if (ours.Length == 0)
        {
            Add("", "None found");
        }

        for (int index = 0; index < ours.Length; index++)
        {
            Add(ours[index].DeviceId, ours[index].Label.Length > 0 ? ours[index].Label : $"{nameless} {index + 1}");
        }

        _list.IsDisabled = ours.Length == 0;
        if (chosenId is not null && ours.Any(device => string.Equals(device.DeviceId, chosenId, StringComparison.Ordinal)))
        {
            _list.Value = chosenId;
        }
    }

    private void Add(string id, string label)
    {
        Element option = Document.Create("option");
        option.SetAttribute("value", id);
        option.Text = label;
        _list.Append(option);
    }
}
