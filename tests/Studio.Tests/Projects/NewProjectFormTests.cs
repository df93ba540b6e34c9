using Studio.Features.Projects;

namespace Studio.Tests.Projects;

public sealed class NewProjectFormTests
{
    static NewProjectForm Form(string name, params string[] classes)
    {
        var form = new NewProjectForm { Name = name };
        form.Classes.Clear();
        form.Classes.AddRange(classes.Select(c => new NewProjectForm.ClassRow { Name = c }));
        return form;
    }

    [Fact]
    public void FindFaults_EmptyForm_SaysEverythingAtOnce() =>
        Assert.Equal(
            ["Give the project a name.", "Name at least one class: what should be outlined?"],
            Form("  ", " ").FindFaults());

    [Fact]
    public void FindFaults_SameClassTwice_NamesIt() =>
        Assert.Equal(["The class Nerve is there twice."], Form("Forearm", "Nerve", " nerve ").FindFaults());

    [Fact]
    public void FindFaults_LongName_IsRefused() =>
        Assert.Equal(["The name is longer than 80 characters."], Form(new string('a', 81), "Nerve").FindFaults());

    [Fact]
    public void DefineClasses_EmptyRows_AreLeftOutAndNumbersClose()
    {
        var form = Form("Forearm", "Nerve", "", " Vessel ");

        Assert.Empty(form.FindFaults());
        Assert.Equal([(1, "Nerve"), (2, "Vessel")], form.DefineClasses().Select(c => (c.Index, c.Name)));
    }
}
