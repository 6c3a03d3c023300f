import '@vaadin/combo-box';
